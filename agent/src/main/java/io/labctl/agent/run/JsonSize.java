package io.labctl.agent.run;

/** How many bytes a text needs in JSON: those of UTF-8, and more where signs are escaped. */
final class JsonSize {
    /** A backslash, the letter u and four digits. */
    private static final int ESCAPED = 6;

    private JsonSize() {}

    static long of(String text) {
        return text.codePoints().mapToLong(JsonSize::of).sum();
    }

    /** Where to cut so that what is before needs no more bytes; never within a sign. */
    static int fits(String text, int bytes) {
        int left = bytes;
        int end = 0;
        while (end < text.length()) {
            int sign = text.codePointAt(end);
            left -= of(sign);
            if (left < 0) {
                return end;
            }
            end += Character.charCount(sign);
        }
        return end;
    }

    private static int of(int sign) {
        if (sign < ' ') {
            return ESCAPED;
        }
        if (sign < 0x80) {
            return sign == '"' || sign == '\\' ? 2 : 1;
        }
        if (sign < 0x800) {
            return 2;
        }
        return sign < 0x10000 ? 3 : 4;
    }
}
