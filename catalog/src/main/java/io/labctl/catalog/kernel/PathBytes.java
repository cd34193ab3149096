package io.labctl.catalog.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Paths as the kernel has them. The text that Java makes of one may have lost something. */
public final class PathBytes {
    private PathBytes() {}

    public static byte[] of(Path path) {
        String text = path.toString();
        return text.chars().allMatch(c -> c < 0x80)
                ? text.getBytes(StandardCharsets.US_ASCII)
                : unescaped(path.toUri().getRawPath());
    }

    /** Its last name alone. */
    public static byte[] ofName(Path path) {
        byte[] bytes = of(path);
        int start = bytes.length;
        while (start > 0 && bytes[start - 1] != '/') {
            start--;
        }
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    /** Of a path in a URI, which ends in a slash when it is a directory's. */
    private static byte[] unescaped(String raw) {
        var bytes = new ByteArrayOutputStream(raw.length());
        int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
        for (int at = 0; at < end; at++) {
            if (raw.charAt(at) == '%') {
                bytes.write(Integer.parseInt(raw, at + 1, at + 3, 16));
                at += 2;
            } else {
                bytes.write(raw.charAt(at));
            }
        }
        return bytes.toByteArray();
    }
}
