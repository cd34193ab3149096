package io.labctl.cli.exec;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.Outbox;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.cli.terminal.Listening;
import io.labctl.cli.terminal.Terminal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Our terminal, while a command has one like it: it hands on its keys from when the command has
 * begun, so that before that Ctrl-C is for us, and each change of its size. For many threads.
 */
final class TerminalHere implements AutoCloseable {
    private final Terminal terminal;
    private final Outbox input;
    private final boolean keys;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Listening> open = new ArrayDeque<>();
    private @Nullable TerminalSize told;
    private boolean begun;
    private volatile boolean raw;

    /**
     * As it is.
     *
     * @param told the size that the command was asked for with
     * @param keys whether the command gets what is typed
     */
    TerminalHere(Terminal terminal, Outbox input, TerminalSize told, boolean keys) {
        this.terminal = terminal;
        this.input = input;
        this.told = told;
        this.keys = keys;
    }

    boolean isRaw() {
        return raw;
    }

    void commandBegan() {
        lock.lock();
        try {
            if (begun) {
                return;
            }
            begun = true;
            open.push(terminal.resized(this::tellSize));
            if (keys) {
                open.push(terminal.raw());
                raw = true;
            }
        } finally {
            lock.unlock();
        }
        tellSize();
    }

    /** Under the lock, so that the last of several is the newest. */
    private void tellSize() {
        lock.lock();
        try {
            TerminalSize size = terminal.size().orElse(told);
            if (size != null && !size.equals(told)) {
                told = size;
                input.put(Frame.size(size));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the session is over
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            begun = true; // which it does not after this any more
            open.forEach(Listening::close);
            open.clear();
            raw = false;
        } finally {
            lock.unlock();
        }
    }
}
