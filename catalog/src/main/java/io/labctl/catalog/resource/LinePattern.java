package io.labctl.catalog.resource;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/**
 * A regular expression that is looked for in one line after the other, with so many looks at a
 * character as an honest one needs: one that tries every way through a line ends with a sentence,
 * not never.
 */
public final class LinePattern {
    private static final long LEAST = 1_000_000;
    private static final long FOR_EACH_CHARACTER = 100;

    private final Pattern pattern;
    private long left;

    /**
     * One for the lines of one text.
     *
     * @param size of all of the text, in characters
     */
    public LinePattern(String regex, int size) {
        this.pattern = Pattern.compile(regex);
        this.left = LEAST + FOR_EACH_CHARACTER * size;
    }

    /**
     * Whether it is found in a line, which has no end here.
     *
     * @throws Conflict when it takes too long
     */
    public boolean isIn(String line) {
        try {
            return pattern.matcher(new Counted(line)).find();
        } catch (StackOverflowError e) {
            throw tooLong();
        }
    }

    private Conflict tooLong() {
        return new Conflict(
                "pattern '%s' takes too long on a line of this file"
                        .formatted(Printable.of(pattern.pattern())));
    }

    private final class Counted implements CharSequence {
        private final CharSequence text;

        Counted(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            left--;
            if (left < 0) {
                throw tooLong();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
