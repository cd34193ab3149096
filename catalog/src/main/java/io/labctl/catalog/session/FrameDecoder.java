package io.labctl.catalog.session;

import io.labctl.catalog.error.InvalidInput;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Makes frames of bytes as they arrive, in pieces of any size. For use by one thread at a time. */
public final class FrameDecoder {
    private final ByteBuffer head = ByteBuffer.allocate(Frame.HEAD);
    private ByteBuffer content = ByteBuffer.allocate(0);

    /**
     * The next frame, with as much of these bytes as it takes; empty when they are all taken and
     * more have to come.
     *
     * @throws InvalidInput when they are no frame
     */
    public Optional<Frame> next(ByteBuffer arrived) {
        if (head.hasRemaining()) {
            move(arrived, head);
            if (head.hasRemaining()) {
                return Optional.empty();
            }
            content = ByteBuffer.allocate(length());
        }
        move(arrived, content);
        return content.hasRemaining() ? Optional.empty() : Optional.of(whole());
    }

    private Frame whole() {
        int code = Byte.toUnsignedInt(head.get(0));
        FrameKind kind =
                FrameKind.of(code)
                        .orElseThrow(
                                () ->
                                        new InvalidInput(
                                                "a frame of the unknown kind %d".formatted(code)));
        var frame = new Frame(kind, content.flip());
        head.clear();
        return frame;
    }

    private int length() {
        int length = head.getInt(1);
        if (length < 0 || length > Frame.LARGEST) {
            throw new InvalidInput(
                    "a frame of %s bytes is larger than %d"
                            .formatted(Integer.toUnsignedString(length), Frame.LARGEST));
        }
        return length;
    }

    /** Whether it is between two frames: the bytes may end here. */
    public boolean isAtEnd() {
        return head.position() == 0;
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), count);
        from.position(from.position() + count);
        to.position(to.position() + count);
    }
}
