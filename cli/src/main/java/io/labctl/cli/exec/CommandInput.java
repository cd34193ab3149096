package io.labctl.cli.exec;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.Outbox;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a command reads, in whole frames; whoever writes waits for a command that is slow. Closing
 * it is the end of what the command reads. For use by one thread.
 */
final class CommandInput extends OutputStream {
    private final Outbox outbox;
    private final byte[] piece = new byte[Frame.LARGEST];
    private int filled;
    private boolean closed;

    CommandInput(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        while (at < from + length) {
            int count = Math.min(from + length - at, piece.length - filled);
            System.arraycopy(bytes, at, piece, filled, count);
            filled += count;
            at += count;
            if (filled == piece.length) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (filled > 0) {
            var bytes = ByteBuffer.wrap(Arrays.copyOf(piece, filled));
            filled = 0;
            put(Frame.of(FrameKind.IN, bytes));
        }
    }

    private void put(Frame frame) throws IOException {
        try {
            if (!outbox.put(frame)) {
                throw new IOException("the command has ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            flush();
            put(Frame.empty(FrameKind.IN_END));
        }
    }
}
