package io.labctl.agent.machine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The name of a directory's entry. To the kernel it is bytes, and so it is here in {@code path};
 * mostly they are text.
 *
 * @param path the name alone
 * @param text for people, bytes that are no UTF-8 as {@code \xff}
 */
public record EntryName(Path path, String text) {
    /** The last name of a path. */
    static EntryName of(Path path) {
        Path name = path.getFileName();
        byte[] bytes = bytes(path);
        int start = bytes.length;
        while (start > 0 && bytes[start - 1] != '/') {
            start--;
        }
        return new EntryName(name == null ? path : name, text(bytes, start));
    }

    /** A path as the kernel has it. The text that Java makes of one may have lost something. */
    static byte[] bytes(Path path) {
        String text = path.toString();
        return text.chars().allMatch(c -> c < 0x80)
                ? text.getBytes(StandardCharsets.US_ASCII)
                : unescaped(path.toUri().getRawPath());
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

    private static String text(byte[] bytes, int start) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(in.remaining() * "\\xff".length());
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                out.put("\\x%02x".formatted(in.get()));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }
}
