package io.labctl.catalog.session;

import io.labctl.catalog.error.InvalidInput;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Makes frames of bytes as they arrive, in pieces of any size. For use by one thread at a time. */
public final class FrameDecoder {
    private final ByteBuffer head = ByteBuffer.allocate(Frame.HEAD);

    /** All of one, once its head is here. */
    private ByteBuffer frame = head;

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
            int length = Frame.length(head.flip());
            frame = ByteBuffer.allocate(Frame.HEAD + length).put(head);
        }
        move(arrived, frame);
        return frame.hasRemaining() ? Optional.empty() : Optional.of(whole());
    }

    private Frame whole() {
        var whole = new Frame(frame.flip());
        head.clear();
        return whole;
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
