package io.labctl.cli.copy;

import io.labctl.cli.print.ByteCount;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How far copying is, in a line of the terminal that is written over twice a second. For many
 * threads.
 */
final class Progress implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean shown;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final long begun;
    private long shownAt;
    private long copied;
    private long total;
    private boolean stands;

    /**
     * Of nothing yet.
     *
     * @param nanos from an arbitrary origin, as {@link System#nanoTime}
     */
    Progress(PrintWriter err, boolean shown, LongSupplier nanos) {
        this.err = err;
        this.shown = shown;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.shownAt = begun;
    }

    boolean isShown() {
        return shown;
    }

    /** So many bytes it will be in all. */
    void expect(long bytes) {
        lock.lock();
        try {
            total = bytes;
        } finally {
            lock.unlock();
        }
    }

    void copied(long bytes) {
        lock.lock();
        try {
            copied += bytes;
            long now = nanos.getAsLong();
            if (shown && now - shownAt >= BETWEEN.toNanos()) {
                shownAt = now;
                err.print(CLEAR + line());
                err.flush();
                stands = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs what writes lines, with our own out of its way. */
    void above(Runnable writing) {
        lock.lock();
        try {
            if (stands) {
                err.print(CLEAR);
                stands = false;
            }
            writing.run();
        } finally {
            lock.unlock();
        }
    }

    /** It has come to its end: the last line stays. */
    void end() {
        above(
                () -> {
                    if (shown) {
                        err.println(line());
                        err.flush();
                    }
                });
    }

    /** Where it came to no end, our line does not stay. */
    @Override
    public void close() {
        above(err::flush);
    }

    private String line() {
        long millis = Math.max(1, Duration.ofNanos(nanos.getAsLong() - begun).toMillis());
        String percent = total > 0 ? ", %d %%".formatted(Math.min(100, copied * 100 / total)) : "";
        return "%s%s, %s/s"
                .formatted(
                        ByteCount.inWords(copied),
                        percent,
                        ByteCount.inWords(copied * 1000 / millis));
    }
}
