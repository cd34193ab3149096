package io.labctl.cli.exec;

import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.Outbox;
import io.labctl.cli.print.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Passes on what labctl reads, bit for bit, to its end. */
final class StandardInput {
    private final InputStream in;
    private final Outbox outbox;
    private final Console console;

    StandardInput(InputStream in, Outbox outbox, Console console) {
        this.in = in;
        this.outbox = outbox;
        this.console = console;
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
        var bytes = new byte[Frame.LARGEST];
        try {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                var piece = ByteBuffer.wrap(Arrays.copyOf(bytes, count));
                if (count > 0 && !outbox.put(new Frame(FrameKind.IN, piece))) {
                    return false;
                }
            }
        } catch (IOException e) {
            console.say(
                    "labctl: the input cannot be read, for the command it ends here: "
                            + FileTrouble.reason(e));
        }
        return true;
    }
}
