package io.labctl.agent.logs;

import io.labctl.agent.machine.InnerProgram;
import io.labctl.agent.machine.Signal;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A reader within this process, where others expect a program. */
final class ReadProgram implements InnerProgram {
    private static final int FAILED = 1;
    private static final int SIGNALLED = 128;

    private final Tail tail;
    private final InputStream out = new Out();
    private final InputStream err = new Err();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final CompletableFuture<String> complaint = new CompletableFuture<>();

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
                    end(0, "");
                }
                return count;
            } catch (LabException e) {
                end(FAILED, e.sentence() + "\n");
                return -1;
            } catch (IOException e) {
                end(FAILED, FileTrouble.sentence(e) + "\n");
                return -1;
            }
        }
    }

    /** Why it could not read on, when it has ended by that. */
    private final class Err extends InputStream {
        private @Nullable InputStream words;

        @Override
        public int read() throws IOException {
            return words().read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return words().read(into, offset, length);
        }

        private InputStream words() {
            InputStream known =
                    words == null
                            ? new ByteArrayInputStream(
                                    complaint.join().getBytes(StandardCharsets.UTF_8))
                            : words;
            words = known;
            return known;
        }
    }

    private void end(int code, String words) {
        complaint.complete(words);
        exit.complete(code);
    }

    @Override
    public InputStream out() {
        return out;
    }

    @Override
    public Optional<InputStream> err() {
        return Optional.of(err);
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    @Override
    public void signal(Signal signal) {
        end(SIGNALLED + signal.number(), "");
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
        end(FAILED, "");
        tail.close();
    }
}
