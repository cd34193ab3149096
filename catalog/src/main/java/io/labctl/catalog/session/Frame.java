package io.labctl.catalog.session;

import io.labctl.catalog.error.InvalidInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * One piece of a session, on the wire as its kind (1 byte), the length of what follows (4 bytes,
 * the highest first) and that many bytes.
 *
 * @param encoded as it is on the wire; not to be changed by anybody
 */
public record Frame(ByteBuffer encoded) {
    /** The media type of a body that is a row of frames. */
    public static final String MEDIA_TYPE = "application/vnd.labctl.frames";

    /** The most that one carries, in bytes. */
    public static final int LARGEST = 32 * 1024;

    /** What stands before the content, in bytes. */
    public static final int HEAD = 5;

    public Frame {
        if (encoded.remaining() < HEAD || length(encoded) != encoded.remaining() - HEAD) {
            throw new InvalidInput("%d bytes are no frame".formatted(encoded.remaining()));
        }
        FrameKind _ = kind(encoded);
        encoded = encoded.asReadOnlyBuffer();
    }

    /** One with a copy of this. */
    public static Frame of(FrameKind kind, ByteBuffer content) {
        var encoded = ByteBuffer.allocate(HEAD + content.remaining());
        encoded.put(HEAD, content, content.position(), content.remaining());
        return new Frame(headed(kind, encoded));
    }

    /**
     * One of what lies in this array already, behind {@link #HEAD} bytes of room; nobody else is to
     * use the array any more.
     *
     * @param length of the content
     */
    public static Frame within(byte[] array, FrameKind kind, int length) {
        return new Frame(headed(kind, ByteBuffer.wrap(array, 0, HEAD + length)));
    }

    private static ByteBuffer headed(FrameKind kind, ByteBuffer encoded) {
        return encoded.put(0, (byte) kind.code()).putInt(1, encoded.remaining() - HEAD);
    }

    /** A read-only view of its own, so that each reader has its own place in it. */
    @Override
    public ByteBuffer encoded() {
        return encoded.duplicate();
    }

    /** As it is on the wire: a copy. */
    public byte[] bytes() {
        var bytes = new byte[length()];
        encoded().get(bytes);
        return bytes;
    }

    public FrameKind kind() {
        return kind(encoded);
    }

    private static FrameKind kind(ByteBuffer encoded) {
        int code = Byte.toUnsignedInt(encoded.get(encoded.position()));
        return FrameKind.of(code)
                .orElseThrow(
                        () -> new InvalidInput("a frame of the unknown kind %d".formatted(code)));
    }

    /**
     * How many bytes follow a head.
     *
     * @param head and perhaps what follows it
     * @throws InvalidInput when they are more than one carries
     */
    static int length(ByteBuffer head) {
        int length = head.getInt(head.position() + 1);
        if (length < 0 || length > LARGEST) {
            throw new InvalidInput(
                    "a frame of %s bytes is larger than %d"
                            .formatted(Integer.toUnsignedString(length), LARGEST));
        }
        return length;
    }

    /** What it carries: a read-only view of its own. */
    public ByteBuffer content() {
        return encoded.slice(encoded.position() + HEAD, encoded.remaining() - HEAD);
    }

    public static Frame empty(FrameKind kind) {
        return of(kind, ByteBuffer.allocate(0));
    }

    public static Frame text(FrameKind kind, String text) {
        return of(kind, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** One about a place in the row of numbered frames, or a number of bytes of it. */
    public static Frame number(FrameKind kind, long number) {
        return of(kind, ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }

    /**
     * One of kind {@link FrameKind#LOST}.
     *
     * @param length of the numbered frames that were dropped
     * @param before how much content there was before what follows, dropped or not
     */
    public static Frame lost(long length, long before) {
        return of(
                FrameKind.LOST,
                ByteBuffer.allocate(2 * Long.BYTES).putLong(0, length).putLong(Long.BYTES, before));
    }

    public static Frame size(TerminalSize size) {
        return of(
                FrameKind.SIZE,
                ByteBuffer.allocate(2 * Short.BYTES)
                        .putShort(0, (short) size.columns())
                        .putShort(Short.BYTES, (short) size.rows()));
    }

    public String text() {
        return StandardCharsets.UTF_8.decode(content()).toString();
    }

    /**
     * Of one that was made with {@link #number(FrameKind, long)}; the length of one that was made
     * with {@link #lost(long, long)}.
     *
     * @throws InvalidInput when it carries no such number
     */
    public long number() {
        ByteBuffer content = content();
        boolean isOne = content.remaining() == Long.BYTES || saysBefore(content);
        if (!isOne || content.getLong(0) < 0) {
            throw new InvalidInput("a frame of kind %s has no number".formatted(kind()));
        }
        return content.getLong(0);
    }

    /** Of one that was made with {@link #lost(long, long)}; empty for one that does not say it. */
    public OptionalLong before() {
        ByteBuffer content = content();
        return saysBefore(content)
                ? OptionalLong.of(content.getLong(Long.BYTES))
                : OptionalLong.empty();
    }

    private boolean saysBefore(ByteBuffer content) {
        return kind() == FrameKind.LOST && content.remaining() == 2 * Long.BYTES;
    }

    /**
     * Of one that was made with {@link #size(TerminalSize)}.
     *
     * @throws InvalidInput when it carries none
     */
    public TerminalSize size() {
        ByteBuffer content = content();
        if (content.remaining() != 2 * Short.BYTES) {
            throw new InvalidInput("a frame of kind %s has no size".formatted(kind()));
        }
        return new TerminalSize(
                Short.toUnsignedInt(content.getShort(0)),
                Short.toUnsignedInt(content.getShort(Short.BYTES)));
    }

    /** How many bytes it is on the wire. */
    public int length() {
        return encoded.remaining();
    }
}
