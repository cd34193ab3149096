package io.labctl.catalog.session;

import io.labctl.catalog.error.InvalidInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads frames from a stream, and waits for them. For use by one thread. */
public final class FrameReader {
    private final InputStream in;
    private final FrameDecoder decoder = new FrameDecoder();
    private final byte[] bytes = new byte[Frame.LARGEST];
    private ByteBuffer arrived = ByteBuffer.allocate(0);

    public FrameReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next frame; empty when the stream has ended.
     *
     * @throws EOFException when it ended in the middle of one
     * @throws InvalidInput when something else than frames stands there
     */
    public Optional<Frame> next() throws IOException {
        while (true) {
            Optional<Frame> frame = decoder.next(arrived);
            if (frame.isPresent()) {
                return frame;
            }
            int count = in.read(bytes);
            if (count < 0) {
                return end();
            }
            arrived = ByteBuffer.wrap(bytes, 0, count);
        }
    }

    private Optional<Frame> end() throws EOFException {
        if (!decoder.isAtEnd()) {
            throw new EOFException("it ended in the middle of a frame");
        }
        return Optional.empty();
    }
}
