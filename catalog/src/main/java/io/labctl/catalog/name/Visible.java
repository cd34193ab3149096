package io.labctl.catalog.name;

import java.util.function.IntPredicate;

/**
 * Text from machines made fit for a terminal: a diff or a label may hold escape sequences that
 * would move the cursor or fake output. What has no look of its own is shown as its code; letters
 * of every script stay as they are.
 */
public final class Visible {
    private Visible() {}

    /** One line; a tab stays, a line feed is shown as its code. */
    public static String of(String text) {
        return showing(text, c -> c != '\t' && acts(c));
    }

    static String showing(String text, IntPredicate hidden) {
        if (text.codePoints().noneMatch(hidden)) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> out.append(hidden.test(c) ? code(c) : Character.toString(c)));
        return out.toString();
    }

    /**
     * Control characters, line and paragraph separators, halves of pairs, and what only changes how
     * others look: the marks that turn the direction of writing (UAX #9) are among these.
     */
    static boolean acts(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }

    /** As JSON writes it, by UTF-16 (RFC 8259, section 7). */
    private static String code(int c) {
        var code = new StringBuilder();
        for (char unit : Character.toChars(c)) {
            code.append("\\u%04x".formatted((int) unit));
        }
        return code.toString();
    }
}
