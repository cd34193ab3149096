package io.labctl.cli.exec;

import io.labctl.catalog.session.Frame;
import io.labctl.cli.print.Console;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The output of a command: written out as it is and at once, and counted, so that a new connection
 * goes on behind it. For use by one thread.
 */
final class Incoming {
    private final Console console;
    private final OutputStream err;
    private final Runnable readerLeft;
    private long place;
    private boolean left;

    /**
     * From the beginning.
     *
     * @param readerLeft is told once when nobody takes the standard output any more
     */
    Incoming(Console console, OutputStream err, Runnable readerLeft) {
        this.console = console;
        this.err = err;
        this.readerLeft = readerLeft;
    }

    /** Up to where it has arrived and was written out. */
    long place() {
        return place;
    }

    void out(Frame frame) {
        if (!left && !console.out().pass(bytes(frame))) {
            left = true;
            readerLeft.run();
        }
        place += frame.length();
    }

    void err(Frame frame) {
        try {
            err.write(bytes(frame));
            err.flush();
        } catch (IOException e) {
            // there is no third place to say so
        }
        place += frame.length();
    }

    /** So many bytes of frames were dropped, as nobody took them in time. */
    void lost(long count) {
        console.say("labctl: %d bytes of its output were dropped".formatted(count));
        place += count;
    }

    private static byte[] bytes(Frame frame) {
        var bytes = new byte[frame.content().remaining()];
        frame.content().get(bytes);
        return bytes;
    }
}
