package io.labctl.cli.print;

/**
 * Text from machines made fit for a terminal: a diff or a label may hold escape sequences that
 * would move the cursor or fake output, so every control character but tab is shown as its code.
 */
public final class Visible {
    private Visible() {}

    /** One line; a line feed is shown as its code too. */
    public static String of(String text) {
        if (text.chars().noneMatch(Visible::harmful)) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16);
        text.chars()
                .forEach(
                        c -> {
                            if (harmful(c)) {
                                out.append("\\u%04x".formatted(c));
                            } else {
                                out.append((char) c);
                            }
                        });
        return out.toString();
    }

    /** Control characters, and the marks that turn the direction of writing (UAX #9). */
    private static boolean harmful(int c) {
        boolean control = Character.isISOControl(c) && c != '\t';
        boolean turnsText = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return control || turnsText || c == 0x2028 || c == 0x2029;
    }
}
