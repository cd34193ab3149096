package io.labctl.agent.type.line;

import io.labctl.agent.machine.TextLines;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.LinePattern;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.Presence;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text of which single lines are wanted. One char is one byte, so that the other lines stay as
 * they are in any encoding.
 */
record LinesText(String text) {
    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * This text with the line as wanted.
     *
     * @throws Conflict when it is not clear which line it is to replace
     */
    LinesText with(LineResource wanted) {
        var lines = new ArrayList<>(TextLines.of(text));
        String line = latin1(wanted.text());
        Set<Integer> matching = found(wanted.matching(), lines);
        if (wanted.ensure() == Presence.ABSENT) {
            return without(lines, line, matching);
        }
        if (matching.size() > 1 && !wanted.all()) {
            throw new Conflict(
                    "%d lines of '%s' match '%s', and only one can become '%s'"
                            .formatted(
                                    matching.size(),
                                    wanted.path(),
                                    Printable.of(String.valueOf(wanted.matching())),
                                    Printable.of(wanted.text())));
        }
        matching.forEach(at -> lines.set(at, line + end(lines.get(at))));
        if (matching.isEmpty()
                && !wanted.onlyReplaces()
                && lines.stream().noneMatch(each -> bare(each).equals(line))) {
            insert(lines, line, place(wanted, lines));
        }
        return new LinesText(String.join("", lines));
    }

    /** The first line that goes or is replaced, for people. */
    Optional<String> firstReplaced(LineResource wanted) {
        List<String> lines = TextLines.of(text);
        String line = latin1(wanted.text());
        Set<Integer> matching = found(wanted.matching(), lines);
        boolean absent = wanted.ensure() == Presence.ABSENT;
        return IntStream.range(0, lines.size())
                .filter(at -> bare(lines.get(at)).equals(line) ? absent : matching.contains(at))
                .mapToObj(at -> bare(lines.get(at)).getBytes(StandardCharsets.ISO_8859_1))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .findFirst();
    }

    /** In their order. */
    private Set<Integer> found(@Nullable String regex, List<String> lines) {
        if (regex == null) {
            return Set.of();
        }
        var pattern = new LinePattern(regex, text.length());
        return IntStream.range(0, lines.size())
                .filter(at -> pattern.isIn(shown(bare(lines.get(at)))))
                .boxed()
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** As people see it where it is UTF-8, else each byte as the character of its number. */
    private static String shown(String line) {
        try {
            byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return line;
        }
    }

    private static LinesText without(List<String> lines, String line, Set<Integer> matching) {
        var left = new StringBuilder();
        for (int at = 0; at < lines.size(); at++) {
            if (!matching.contains(at) && !bare(lines.get(at)).equals(line)) {
                left.append(lines.get(at));
            }
        }
        return new LinesText(left.toString());
    }

    private int place(LineResource wanted, List<String> lines) {
        Set<Integer> after = found(wanted.after(), lines);
        if (!after.isEmpty()) {
            return after.iterator().next() + 1;
        }
        Set<Integer> before = found(wanted.before(), lines);
        return before.isEmpty() ? lines.size() : before.iterator().next();
    }

    private static void insert(List<String> lines, String line, int at) {
        String end =
                lines.isEmpty() || end(lines.getFirst()).isEmpty() ? "\n" : end(lines.getFirst());
        if (at == lines.size() && at > 0 && end(lines.getLast()).isEmpty()) {
            lines.set(at - 1, lines.getLast() + end);
        }
        lines.add(at, line + end);
    }

    private static String bare(String line) {
        return line.substring(0, line.length() - end(line).length());
    }

    private static String end(String line) {
        if (line.endsWith("\r\n")) {
            return "\r\n";
        }
        return line.endsWith("\n") ? "\n" : "";
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
