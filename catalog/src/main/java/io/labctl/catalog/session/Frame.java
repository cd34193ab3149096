package io.labctl.catalog.session;

import io.labctl.catalog.error.InvalidInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One piece of a session, on the wire as its kind (1 byte), the length of what follows (4 bytes,
 * the highest first) and that many bytes.
 *
 * @param content is not to be changed by anybody
 */
public record Frame(FrameKind kind, ByteBuffer content) {
    /** The media type of a body that is a row of frames. */
    public static final String MEDIA_TYPE = "application/vnd.labctl.frames";

    /** The most that one carries, in bytes. */
    public static final int LARGEST = 32 * 1024;

    static final int HEAD = 5;

    public Frame {
        if (content.remaining() > LARGEST) {
            throw new InvalidInput(
                    "a frame of %d bytes is larger than %d"
                            .formatted(content.remaining(), LARGEST));
        }
        content = content.asReadOnlyBuffer();
    }

    /** A read-only view of its own, so that each reader has its own place in it. */
    @Override
    public ByteBuffer content() {
        return content.duplicate();
    }

    public static Frame empty(FrameKind kind) {
        return new Frame(kind, ByteBuffer.allocate(0));
    }

    public static Frame text(FrameKind kind, String text) {
        return new Frame(kind, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** One about a place in the row of numbered frames, or a number of bytes of it. */
    public static Frame number(FrameKind kind, long number) {
        return new Frame(kind, ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }

    public static Frame size(TerminalSize size) {
        return new Frame(
                FrameKind.SIZE,
                ByteBuffer.allocate(2 * Short.BYTES)
                        .putShort(0, (short) size.columns())
                        .putShort(Short.BYTES, (short) size.rows()));
    }

    public String text() {
        return StandardCharsets.UTF_8.decode(content()).toString();
    }

    /**
     * Of one that was made with {@link #number(FrameKind, long)}.
     *
     * @throws InvalidInput when it carries no such number
     */
    public long number() {
        if (content.remaining() != Long.BYTES || content.getLong(content.position()) < 0) {
            throw new InvalidInput("a frame of kind %s has no number".formatted(kind));
        }
        return content.getLong(content.position());
    }

    /**
     * Of one that was made with {@link #size(TerminalSize)}.
     *
     * @throws InvalidInput when it carries none
     */
    public TerminalSize size() {
        if (content.remaining() != 2 * Short.BYTES) {
            throw new InvalidInput("a frame of kind %s has no size".formatted(kind));
        }
        return new TerminalSize(
                Short.toUnsignedInt(content.getShort(content.position())),
                Short.toUnsignedInt(content.getShort(content.position() + Short.BYTES)));
    }

    /** How many bytes it is on the wire. */
    public int length() {
        return HEAD + content.remaining();
    }

    /** As it is on the wire. */
    public ByteBuffer encoded() {
        return ByteBuffer.allocate(length())
                .put((byte) kind.code())
                .putInt(content.remaining())
                .put(content())
                .flip();
    }
}
