package io.labctl.facts.source;

import java.util.Optional;

/** Whole decimal numbers in the kernel's text files. */
public final class WholeNumber {
    private WholeNumber() {}

    /** The number, or nothing when the text is no number or does not fit 64 bits. */
    public static Optional<Long> parse(String text) {
        try {
            return Optional.of(Long.valueOf(text.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** The number that the text starts with. */
    public static Optional<Long> leading(String text) {
        String stripped = text.strip();
        int end = 0;
        while (end < stripped.length() && Character.isDigit(stripped.charAt(end))) {
            end++;
        }
        return parse(stripped.substring(0, end));
    }
}
