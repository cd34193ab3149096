package io.labctl.catalog.identity;

import java.util.Base64;

/** 256 bits in base64url without padding (RFC 4648, section 5): 43 characters. */
final class Bits256 {
    private static final int BYTES = 32;

    private Bits256() {}

    static String write(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The last character carries 4 bits only, so there would be four spellings; one is right. */
    static boolean isWritten(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == BYTES && write(bytes).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
