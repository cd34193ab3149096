package io.labctl.catalog.yaml;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.name.Printable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The text around the place where the parser gave up.
 *
 * @param met by its line and column, of code points
 */
record Surroundings(List<String> lines, Place met) {
    /** What stands before the place in its line. */
    String before() {
        return line().limit(met.column() - 1L).collect(Collectors.joining());
    }

    /** The same since the last bracket or comma. */
    String beforeInItem() {
        return before().replaceFirst(".*[\\[{,]", "");
    }

    /** What stands there; empty behind the end of the file. */
    String character() {
        return line().skip(met.column() - 1L).map(Printable::of).findFirst().orElse("");
    }

    private Stream<String> line() {
        String line = met.line() > lines.size() ? "" : lines.get(met.line() - 1);
        return line.codePoints().mapToObj(Character::toString);
    }

    /** The number of the nearest line above that says something; 0 when none does. */
    int above() {
        return IntStream.iterate(met.line() - 1, line -> line > 0, line -> line - 1)
                .filter(line -> saysSomething(text(line)))
                .findFirst()
                .orElse(0);
    }

    /** A line by its number from 1; empty for 0. */
    String text(int line) {
        return line == 0 ? "" : lines.get(line - 1);
    }

    /** The number of the first line that says something; 0 when none does. */
    int first() {
        return IntStream.rangeClosed(1, lines.size())
                .filter(line -> saysSomething(text(line)))
                .findFirst()
                .orElse(0);
    }

    private static boolean saysSomething(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }
}
