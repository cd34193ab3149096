package io.labctl.cli.exec;

import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.terminal.ScreenModes;
import io.labctl.cli.terminal.Terminal;
import java.nio.charset.StandardCharsets;

/**
 * The terminal that a command draws on: what it has left there is set back when it was not let to
 * do so itself. For many threads.
 */
final class ScreenDisplay implements Display {
    private final Display streams;
    private final Terminal terminal;
    private final ScreenModes modes = new ScreenModes();
    private boolean left;

    ScreenDisplay(Display streams, Terminal terminal) {
        this.streams = streams;
        this.terminal = terminal;
    }

    /** A command that ends by itself leaves the screen as it wants it to be. */
    SessionEnd show(Session session) {
        boolean isItsOwn = false;
        try {
            SessionEnd end = session.connect();
            isItsOwn = end instanceof SessionEnd.Told(WorkEnd.Exited _);
            return end;
        } finally {
            if (!isItsOwn && terminal.showsOutput()) {
                leave();
            }
        }
    }

    /** What still comes of the command is not shown any more. */
    private synchronized void leave() {
        left = true;
        String words = modes.leave();
        if (!words.isEmpty()) {
            boolean _ = streams.out(words.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public synchronized boolean out(byte[] bytes) {
        if (left) {
            return true;
        }
        modes.wrote(bytes);
        return streams.out(bytes);
    }

    @Override
    public void err(byte[] bytes) {
        streams.err(bytes);
    }

    @Override
    public synchronized void say(String sentence) {
        streams.say(sentence);
        modes.wroteLines();
    }

    @Override
    public boolean isRead() {
        return streams.isRead();
    }

    @Override
    public boolean isFaulty() {
        return streams.isFaulty();
    }
}
