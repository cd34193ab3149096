package io.labctl.facts;

import java.util.Optional;

/** Whole decimal numbers in the kernel's text files. */
final class WholeNumber {
    private WholeNumber() {}

    /** The number, or nothing when the text is no number or does not fit 64 bits. */
    static Optional<Long> parse(String text) {
        try {
            return Optional.of(Long.valueOf(text.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** The number that the text starts with. */
    static Optional<Long> leading(String text) {
        String stripped = text.strip();
        int end = 0;
        while (end < stripped.length() && Character.isDigit(stripped.charAt(end))) {
            end++;
        }
        return parse(stripped.substring(0, end));
    }
}
