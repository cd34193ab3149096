package io.labctl.agent.logs;

import io.labctl.agent.machine.InnerProgram;
import io.labctl.agent.machine.Signal;
import io.labctl.catalog.error.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * A reader within this process, where others expect a program. What keeps it from reading on ends
 * it as it would have kept it from beginning.
 */
final class ReadProgram implements InnerProgram {
    private static final int CLOSED = 1;
    private static final int SIGNALLED = 128;

    private final Tail tail;
    private final InputStream out = new Out();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    ReadProgram(Tail tail) {
        this.tail = tail;
    }

    /** What the tail reads; its end is that of the program. */
    private final class Out extends InputStream {
        private final byte[] one = new byte[1];

        @Override
        public int read() throws IOException {
            int count = read(one, 0, 1);
            return count < 0 ? count : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = tail.read(ByteBuffer.wrap(into, offset, length));
                if (count < 0) {
                    exit.complete(0);
                }
                return count;
            } catch (IOException | LabException e) {
                exit.completeExceptionally(e);
                return -1;
            }
        }
    }

    @Override
    public InputStream out() {
        return out;
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    @Override
    public void signal(Signal signal) {
        exit.complete(SIGNALLED + signal.number());
        tail.close();
    }

    @Override
    public void askToEnd() {
        signal(Signal.TERM);
    }

    @Override
    public void kill() {
        signal(Signal.KILL);
    }

    @Override
    public void close() {
        exit.complete(CLOSED);
        tail.close();
    }
}
