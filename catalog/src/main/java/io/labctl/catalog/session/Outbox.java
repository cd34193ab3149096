package io.labctl.catalog.session;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The numbered frames of one side that the other may not have yet. They are kept until they are
 * acknowledged, or longer, so that a connection that breaks loses none of them. Safe for use by
 * many threads.
 */
public final class Outbox {
    /** A small frame takes more memory than its bytes, so that the window alone is no bound. */
    private static final int MOST = 8192;

    private final long window;
    private final Overflow overflow;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** By the place where each begins. */
    private final NavigableMap<Long, Kept> kept = new TreeMap<>();

    /** Before this place nothing is kept. */
    private long start;

    private long end;

    /** Everything before this place has arrived. */
    private long arrived;

    /** What has been brought without the heads of its frames. */
    private long content;

    private boolean closed;

    /**
     * A frame that may be sent again.
     *
     * @param before how much content was brought before it
     */
    private record Kept(Frame frame, long before) {}

    /** What happens to a frame when the window is full. */
    public enum Overflow {
        /** Whoever brings it waits: nothing is lost, and a slow reader slows the writer. */
        WAIT,
        /**
         * The oldest are dropped: nobody may ever read them. What has arrived is kept for who comes
         * next.
         */
        DROP
    }

    /**
     * An empty one.
     *
     * @param window how many bytes it keeps at most, or one frame
     */
    public Outbox(long window, Overflow overflow) {
        this.window = window;
        this.overflow = overflow;
    }

    /** What there is to send from some place on. */
    public sealed interface Sending {
        /**
         * This frame, which begins at that place.
         *
         * @param before how much content was brought before it, without the heads of frames
         */
        record Next(Frame frame, long start, long before) implements Sending {
            public long end() {
                return start + frame.length();
            }
        }

        /** Nothing was brought in time. */
        record Silence() implements Sending {}

        /**
         * That is all, for ever.
         *
         * @param end the place behind the last frame
         * @param content how much was brought in all, without the heads of frames
         */
        record Over(long end, long content) implements Sending {}
    }

    /**
     * Brings the next frame; may wait for room. A signal does not: it is to reach a command that
     * reads nothing, too.
     *
     * @return false when it is closed and takes no more
     */
    public boolean put(Frame frame) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && overflow == Overflow.WAIT && isFullFor(frame)) {
                changed.await();
            }
            if (closed) {
                return false;
            }
            while (isFullFor(frame)) {
                drop();
            }
            kept.put(end, new Kept(frame, content));
            end += frame.length();
            content += frame.content().remaining();
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFullFor(Frame frame) {
        boolean isFull =
                kept.size() >= MOST || (!kept.isEmpty() && end - start + frame.length() > window);
        return isFull && frame.kind() != FrameKind.SIGNAL;
    }

    private void drop() {
        start += kept.pollFirstEntry().getValue().frame().length();
    }

    /** Everything before this place has arrived; of a frame that has not whole, all is kept. */
    public void acknowledged(long place) {
        lock.lock();
        try {
            arrived = Math.max(arrived, place);
            while (overflow == Overflow.WAIT
                    && !kept.isEmpty()
                    && start + kept.firstEntry().getValue().frame().length() <= place) {
                drop();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The frame that begins at this place, or the oldest that is kept when that is later. */
    public Sending next(long place, Duration wait) throws InterruptedException {
        long nanos = wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                Map.Entry<Long, Kept> found = kept.ceilingEntry(place);
                if (found != null) {
                    Kept next = found.getValue();
                    return new Sending.Next(next.frame(), found.getKey(), next.before());
                }
                if (closed) {
                    return new Sending.Over(end, content);
                }
                if (nanos <= 0) {
                    return new Sending.Silence();
                }
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything has been acknowledged.
     *
     * @return false when that did not happen in time
     */
    public boolean awaitArrival(Duration within) throws InterruptedException {
        long nanos = within.toNanos();
        lock.lockInterruptibly();
        try {
            while (arrived < end && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return arrived >= end;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what it keeps can still be sent. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
