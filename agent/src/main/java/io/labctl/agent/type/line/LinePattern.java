package io.labctl.agent.type.line;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A regular expression that is looked for in one line after the other, with so many looks at a
 * character as an honest one needs: one that tries every way through a line ends with a sentence,
 * not never.
 */
final class LinePattern {
    private static final long LEAST = 1_000_000;
    private static final long FOR_EACH_CHARACTER = 100;

    private final Pattern pattern;
    private long left;

    /**
     * @param size of the text that it is looked for in
     */
    LinePattern(String regex, int size) {
        this.pattern = Pattern.compile(regex);
        this.left = LEAST + FOR_EACH_CHARACTER * size;
    }

    /**
     * @param line one char for one byte
     * @throws Conflict when it takes too long
     */
    boolean isIn(String line) {
        try {
            return pattern.matcher(new Counted(text(line))).find();
        } catch (StackOverflowError e) {
            throw tooLong();
        }
    }

    private Conflict tooLong() {
        return new Conflict(
                "pattern '%s' takes too long on a line of this file"
                        .formatted(Printable.of(pattern.pattern())));
    }

    /** As people see it where it is UTF-8, else each byte as the character of its number. */
    private static String text(String line) {
        try {
            byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return line;
        }
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
