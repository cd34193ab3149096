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

    /** What of the output is before that place, whether it came or was lost. */
    private long content;

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
        passed(frame);
    }

    void err(Frame frame) {
        display.err(bytes(frame));
        passed(frame);
    }

    private void passed(Frame frame) {
        place += frame.length();
        content += frame.content().remaining();
    }

    /** Frames were dropped, as nobody took them in time. */
    void lost(Frame frame) {
        String sentence =
                place == 0
                        ? "the first %d bytes of its output are not kept any more"
                        : "%d bytes of its output were dropped";
        long missing = Math.max(0, frame.before().orElse(content + frame.number()) - content);
        display.lost(missing);
        display.say("labctl: " + about(frame) + sentence.formatted(missing));
        place += frame.number();
        content += missing;
    }

    /** Who does not tell how much output there was counts the heads of frames, too. */
    private static String about(Frame frame) {
        return frame.before().isPresent() ? "" : "about ";
    }

    private static byte[] bytes(Frame frame) {
        var bytes = new byte[frame.content().remaining()];
        frame.content().get(bytes);
        return bytes;
    }
}
