package io.labctl.master.recording;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Makes text of bytes that come in pieces: a character may begin in one and end in the next; what
 * is none is told as U+FFFD.
 */
final class Utf8Text {
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);

    private ByteBuffer begun;

    /**
     * @param begun of a character that goes on with what comes first
     */
    Utf8Text(ByteBuffer begun) {
        this.begun = begun;
    }

    /** What is there of a character that goes on with what comes next. */
    ByteBuffer begun() {
        return begun.asReadOnlyBuffer();
    }

    /** The characters that are whole by now. */
    String next(ByteBuffer bytes) {
        return decoded(bytes, false);
    }

    /** What was begun and is never ended. */
    String rest() {
        return decoded(ByteBuffer.allocate(0), true);
    }

    private String decoded(ByteBuffer bytes, boolean isEnd) {
        ByteBuffer all = ByteBuffer.allocate(begun.remaining() + bytes.remaining());
        all.put(begun).put(bytes).flip();
        CharBuffer text = CharBuffer.allocate(all.remaining());
        var _ = decoder.decode(all, text, isEnd); // there is room for a character a byte
        begun = all;
        return text.flip().toString();
    }
}
