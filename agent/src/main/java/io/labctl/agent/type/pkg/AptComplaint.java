package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Finished;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why apt-get(8) could not do something, of all that it wrote. Its errors only tell that dpkg(1)
 * failed, or that there is no way: which package, which dependency, and the words of a package's
 * own script stand in the midst of its standard output.
 */
final class AptComplaint {
    private static final int SHOWN_LINES = 5;

    /** With them in the lines after it. */
    private static final String UNMET = "The following packages have unmet dependencies:";

    /** With the package; the reason stands in the line after it, the script's words before it. */
    private static final String OF_DPKG = "dpkg: error processing ";

    /** Of a reading of its database in hundreds of steps, and of packages without questions. */
    private static final Pattern NOISE =
            Pattern.compile("\\(Reading database \\.\\.\\..*|debconf: delaying package .*");

    private AptComplaint() {}

    /** The same with nothing but that, in one line, as its errors. */
    static Finished of(Finished finished) {
        List<String> out = lines(finished.out());
        List<String> err = lines(finished.err());
        Stream<String> all = Stream.concat(cause(out).stream(), last(err).stream());
        return new Finished(
                finished.exit(),
                err.isEmpty() ? finished.out() : "",
                err.isEmpty() ? "" : sentence(all.toList()),
                finished.timedOut());
    }

    private static List<String> cause(List<String> out) {
        int error = first(out, line -> line.startsWith(OF_DPKG));
        if (error >= 0) { // those after the first one follow from it
            return last(out.subList(0, Math.min(out.size(), error + 2)));
        }
        int heading = first(out, UNMET::equals);
        if (heading < 0) {
            return List.of();
        }
        Stream<String> unmet =
                out.stream().skip(heading + 1).takeWhile(line -> line.startsWith(" "));
        return Stream.concat(Stream.of(UNMET), unmet.limit(SHOWN_LINES)).toList();
    }

    private static int first(List<String> lines, Predicate<String> which) {
        return lines.stream().filter(which).findFirst().map(lines::indexOf).orElse(-1);
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    }

    private static List<String> lines(String all) {
        return all.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty() && !NOISE.matcher(line).matches())
                .toList();
    }

    /** A line that ends with a colon goes on in the next one. */
    private static String sentence(List<String> lines) {
        var parts = new ArrayList<String>();
        for (String each : lines) {
            String line = each.strip();
            if (!parts.isEmpty() && parts.getLast().endsWith(":")) {
                parts.add(parts.removeLast() + " " + line);
            } else {
                parts.add(line);
            }
        }
        return String.join("; ", parts);
    }
}
