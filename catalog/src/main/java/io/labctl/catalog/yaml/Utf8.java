package io.labctl.catalog.yaml;

import io.labctl.catalog.bind.Place;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Bytes as text, or the line where they stop being UTF-8 (RFC 3629). */
public sealed interface Utf8 {
    record Text(String text) implements Utf8 {}

    record Broken(Place place) implements Utf8 {}

    /**
     * Decodes the whole of a file.
     *
     * @param file as its owner knows it
     */
    static Utf8 decode(String file, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            return new Broken(new Place(file, lineAt(bytes, in.position()), 0));
        }
        return new Text(out.flip().toString());
    }

    private static int lineAt(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
