package io.labctl.cli.exec;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.FrameReader;
import io.labctl.cli.client.IncomingFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A recording as labd sends it, line by line. For use by one thread, except to close it. */
final class RecordedLines implements AutoCloseable {
    private final IncomingFrames incoming;
    private final FrameReader frames;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private ByteBuffer arrived = ByteBuffer.allocate(0);
    private boolean whole;

    RecordedLines(IncomingFrames incoming) {
        this.incoming = incoming;
        this.frames = new FrameReader(incoming.body());
    }

    /**
     * The next, with its line feed; empty behind the last.
     *
     * @throws Unavailable when the connection broke
     */
    Optional<String> next() {
        line.reset();
        try {
            while (hasMore()) {
                byte next = arrived.get();
                line.write(next);
                if (next == '\n') {
                    return Optional.of(line.toString(StandardCharsets.UTF_8));
                }
            }
            return Optional.empty();
        } catch (IOException | InvalidInput e) {
            throw new Unavailable("the connection to labd broke off before the recording's end", e);
        }
    }

    private boolean hasMore() throws IOException {
        while (!arrived.hasRemaining()) {
            Optional<Frame> frame = frames.next();
            if (frame.isEmpty()) {
                return false;
            }
            whole |= frame.get().kind() == FrameKind.END;
            if (frame.get().kind() == FrameKind.OUT) {
                arrived = frame.get().content();
            }
        }
        return true;
    }

    /** Whether it was all of a session that has ended. */
    boolean isWhole() {
        return whole;
    }

    /** Whoever reads reads no more. */
    @Override
    public void close() {
        try {
            incoming.body().close();
        } catch (IOException e) {
            throw new Unavailable("the connection to labd cannot be closed", e);
        }
    }
}
