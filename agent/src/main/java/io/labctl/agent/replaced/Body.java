package io.labctl.agent.replaced;

import io.labctl.agent.machine.HeldEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file's content as far as a diff can show it. */
public sealed interface Body {
    /** The largest content, in bytes, of which a diff is made. */
    int LARGEST = 256 * 1024;

    record Text(String text) implements Body {}

    record Binary() implements Body {}

    record TooLarge() implements Body {}

    static Body of(HeldEntry file) throws IOException {
        try (InputStream in = file.content()) {
            return of(in.readNBytes(LARGEST + 1));
        }
    }

    /** Of content that the agent keeps itself. */
    static Body of(Path file) throws IOException {
        try (HeldEntry entry = HeldEntry.of(file)) {
            return of(entry);
        }
    }

    /** Text is what is valid UTF-8 without NUL. */
    static Body of(byte[] bytes) {
        if (bytes.length > LARGEST) {
            return new TooLarge();
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.indexOf('\0') >= 0 ? new Binary() : new Text(text);
        } catch (CharacterCodingException _) {
            return new Binary();
        }
    }
}
