package io.labctl.cli.exec;

import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.Outbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Passes on what labctl reads, to its end. */
final class StandardInput {
    private final InputStream in;
    private final Outbox outbox;
    private final Display display;
    private final UnaryOperator<byte[]> keys;

    /**
     * Nothing is read yet.
     *
     * @param keys what is passed on of what was read
     */
    StandardInput(InputStream in, Outbox outbox, Display display, UnaryOperator<byte[]> keys) {
        this.in = in;
        this.outbox = outbox;
        this.display = display;
        this.keys = keys;
    }

    /** Begins, in a thread that ends with the process: nobody can make it stop reading. */
    void pass() {
        Thread.ofPlatform().daemon().name("stdin").start(this::passAll);
    }

    private void passAll() {
        try {
            if (passBytes()) {
                outbox.put(Frame.empty(FrameKind.IN_END));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean passBytes() throws InterruptedException {
        var bytes = new byte[Frame.LARGEST - 1]; // a key that was kept back may come with them
        try {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                var piece = ByteBuffer.wrap(keys.apply(Arrays.copyOf(bytes, count)));
                if (piece.hasRemaining() && !outbox.put(Frame.of(FrameKind.IN, piece))) {
                    return false;
                }
            }
        } catch (IOException e) {
            display.say(
                    "labctl: the input cannot be read, for the command it ends here: "
                            + FileTrouble.reason(e));
        }
        return true;
    }
}
