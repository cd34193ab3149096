package io.labctl.agent.apply;

import io.labctl.catalog.time.Span;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Ends what takes too long: the thread is interrupted, as it is when the run has to end. The
 * watching thread wakes once in a limit, however many resources there are.
 */
final class Limit implements AutoCloseable {
    private final Duration span;
    private final BooleanSupplier isRunEnding;
    private final Thread worker;
    private boolean closed;
    private boolean fired;

    /** When what is in hand has to be done, in nanoseconds; only while something is in hand. */
    private long deadline;

    private boolean inHand;

    private Limit(Duration span, BooleanSupplier isRunEnding) {
        this.span = span;
        this.isRunEnding = isRunEnding;
        this.worker = Thread.currentThread();
    }

    /** For what the calling thread does until this is closed. */
    static Limit of(Duration span, BooleanSupplier isRunEnding) {
        var limit = new Limit(span, isRunEnding);
        Thread.ofPlatform().name("limit").daemon().start(limit::watch);
        return limit;
    }

    synchronized void begin() {
        fired = false;
        inHand = true;
        deadline = System.nanoTime() + span.toNanos();
    }

    /** Whether what was in hand took too long; the thread can go on to the next in any case. */
    synchronized boolean end() {
        inHand = false;
        if (!fired || isRunEnding.getAsBoolean()) {
            return false;
        }
        Thread.interrupted(); // an end of the run that comes now sets it anew
        boolean cameMeanwhile = isRunEnding.getAsBoolean(); // and its interrupt went with ours
        if (cameMeanwhile) {
            Thread.currentThread().interrupt();
        }
        return !cameMeanwhile;
    }

    String sentence() {
        return "took longer than %s and was ended".formatted(Span.of(span));
    }

    private synchronized void watch() {
        try {
            while (!closed) {
                Duration left = left();
                if (left.isPositive()) {
                    wait(left.toMillis(), left.toNanosPart() % 1_000_000);
                } else {
                    fired = true;
                    inHand = false;
                    worker.interrupt();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration left() {
        return inHand ? Duration.ofNanos(deadline - System.nanoTime()) : span;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
