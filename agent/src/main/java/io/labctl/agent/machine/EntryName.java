package io.labctl.agent.machine;

import io.labctl.catalog.kernel.PathBytes;
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
        return new EntryName(name == null ? path : name, text(PathBytes.ofName(path)));
    }

    private static String text(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
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
