package io.labctl.cli.exec;

import io.labctl.catalog.session.Frame;

/**
 * The output of a command: written out as it is and at once, and counted, so that a new connection
 * goes on behind it. For use by one thread.
 */
final class Incoming {
    private final Display display;
    private final Runnable readerLeft;
    private long place;
    private boolean left;

    /**
     * From the beginning.
     *
     * @param readerLeft is told once when nobody takes the standard output any more
     */
    Incoming(Display display, Runnable readerLeft) {
        this.display = display;
        this.readerLeft = readerLeft;
    }

    /** Up to where it has arrived and was written out. */
    long place() {
        return place;
    }

    void out(Frame frame) {
        if (!left && !display.out(bytes(frame))) {
            left = true;
            readerLeft.run();
        }
        place += frame.length();
    }

    void err(Frame frame) {
        display.err(bytes(frame));
        place += frame.length();
    }

    /** So many bytes of frames were dropped, as nobody took them in time. */
    void lost(long count) {
        String sentence =
                place == 0
                        ? "the first %d bytes of its output are not kept any more"
                        : "%d bytes of its output were dropped";
        display.lost(count);
        display.say("labctl: " + sentence.formatted(count));
        place += count;
    }

    private static byte[] bytes(Frame frame) {
        var bytes = new byte[frame.content().remaining()];
        frame.content().get(bytes);
        return bytes;
    }
}
