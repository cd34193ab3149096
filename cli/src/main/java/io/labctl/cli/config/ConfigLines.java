package io.labctl.cli.config;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values as the lines of a person's YAML file.
 *
 * @param step how far a map stands to the right of its key
 * @param carriageReturns whether the file's lines end with one
 */
record ConfigLines(int step, boolean carriageReturns) {
    static final int USUAL_STEP = 2;

    /** Text that no reader takes for anything else, be it in a line or in braces. */
    private static final Pattern PLAIN =
            Pattern.compile(
                    "(?!(?i:null|true|false)$)([A-Za-z]|[.~]{0,2}/)[A-Za-z0-9/._:@%+-]*(?<!:)");

    ConfigLines stepping(int other) {
        return new ConfigLines(other, carriageReturns);
    }

    /** Each key on a line of its own, at this column. */
    String of(Map<?, ?> values, int column) {
        var lines = new StringBuilder();
        values.forEach(
                (key, value) ->
                        lines.append(" ".repeat(column))
                                .append(scalar(key.toString()))
                                .append(':')
                                .append(behindKey(value, column)));
        return lines.toString();
    }

    private String behindKey(Object value, int column) {
        String end = carriageReturns ? "\r\n" : "\n";
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? " {}" + end : end + of(map, column + step);
        }
        return " " + scalar(value.toString()) + end;
    }

    /** As they stand in braces, without these. */
    static String inBraces(Map<?, ?> values) {
        return values.entrySet().stream()
                .map(each -> scalar(each.getKey().toString()) + ": " + inBraces(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String inBraces(Object value) {
        return value instanceof Map<?, ?> map
                ? "{" + inBraces(map) + "}"
                : scalar(value.toString());
    }

    /** On one line, in quotes where it needs them. */
    private static String scalar(String value) {
        return scalar(value, ' ');
    }

    /**
     * In the place of another one, in such quotes as that one begins with if it begins with any.
     */
    static String scalar(String value, char first) {
        return switch (first) {
            case '\'' -> "'" + value.replace("'", "''") + "'";
            case '"' -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            default -> PLAIN.matcher(value).matches() ? value : scalar(value, '\'');
        };
    }
}
