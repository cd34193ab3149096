package io.labctl.agent.session;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.TerminalSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The numbered frames from the caller. Signals and sizes reach the command at once, what it reads
 * when it reads; only then that is acknowledged. Once the command reads no more, all is dropped and
 * acknowledged, so that the caller is not held up. Safe for use by many threads.
 */
final class Inbox {
    /** A caller keeps to a window of 1 MiB, and may not know yet what has been taken. */
    private static final int MOST_BYTES = 1280 * 1024;

    private static final int MOST_FRAMES = 16 * 1024;

    private final Command command;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Frame> waiting = new ArrayDeque<>();

    /** Places in the row: up to where it has come, and up to where the command has taken it. */
    private long received;

    private long taken;
    private boolean isOpen;

    /** Who gets it. */
    interface Command {
        /** Something to read; waits until there is room for it. */
        void write(ByteBuffer bytes) throws IOException;

        /** There is no more to read. */
        void endInput();

        /** Gets it at once. */
        void signal(String name);

        /** Has a terminal as large, at once. */
        void resize(TerminalSize size);
    }

    /**
     * Nothing has come yet.
     *
     * @param isOpen whether the command reads at all
     */
    Inbox(Command command, boolean isOpen) {
        this.command = command;
        this.isOpen = isOpen;
    }

    /** Of a command that there is not. */
    static Inbox closed() {
        return new Inbox(
                new Command() {
                    @Override
                    public void write(ByteBuffer bytes) {}

                    @Override
                    public void endInput() {}

                    @Override
                    public void signal(String name) {}

                    @Override
                    public void resize(TerminalSize size) {}
                },
                false);
    }

    /** Gives the command what it reads, on a thread of its own: a write to a pipe holds one. */
    void open() {
        Thread.ofPlatform().daemon().name("session-input").start(this::carry);
    }

    /**
     * The next frame.
     *
     * @throws InvalidInput when more has come than the caller may send; then it has not come
     */
    void put(Frame frame) {
        keep(frame);
        if (frame.kind() == FrameKind.SIGNAL) {
            command.signal(frame.text());
        } else if (frame.kind() == FrameKind.SIZE) {
            command.resize(frame.size());
        }
    }

    private void keep(Frame frame) {
        lock.lock();
        try {
            if (isOpen) {
                checkRoom(frame);
                waiting.add(frame);
                received += frame.length();
            } else {
                received += frame.length();
                taken = received;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void checkRoom(Frame frame) {
        if (received + frame.length() - taken > MOST_BYTES || waiting.size() >= MOST_FRAMES) {
            throw new InvalidInput("more input came than was asked for");
        }
    }

    /** Up to where the row has come. */
    long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Up to where the command has taken the row; waits until that is beyond a place.
     *
     * @param enough how much further it should be
     * @param patience for so much
     */
    long takenBeyond(long place, long enough, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (taken <= place) {
                changed.await();
            }
            long nanos = patience.toNanos();
            while (taken - place < enough && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The command reads no more. */
    void close() {
        lock.lock();
        try {
            isOpen = false;
            waiting.clear();
            taken = received;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void carry() {
        try {
            for (Frame next = next(); next != null; next = next()) {
                give(next);
                taken(next);
            }
        } catch (IOException _) {
            // Nobody reads there any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void give(Frame frame) throws IOException {
        switch (frame.kind()) {
            case IN -> command.write(frame.content());
            case IN_END -> {
                command.endInput();
                close();
            }
            default -> {} // acted upon already; it only has its place in the row
        }
    }

    /** Stays in the row until it has been given, so that a full one holds up the sender. */
    private @Nullable Frame next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isOpen && waiting.isEmpty()) {
                changed.await();
            }
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private void taken(Frame frame) {
        lock.lock();
        try {
            if (isOpen) {
                taken += frame.length();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
