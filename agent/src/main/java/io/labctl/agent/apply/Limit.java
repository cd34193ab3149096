package io.labctl.agent.apply;

import io.labctl.catalog.time.Span;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Ends what takes too long: the thread is interrupted, as it is when the run has to end. The
 * watching thread wakes once in a part of the limit, however many resources there are.
 */
final class Limit implements AutoCloseable {
    private static final int PARTS = 10;
    private static final Duration SHORTEST_PART = Duration.ofSeconds(10);

    private final Duration span;
    private final Duration part;
    private final BooleanSupplier isRunEnding;
    private final Thread worker;
    private boolean closed;
    private boolean fired;

    /** When what is in hand has to be done, in nanoseconds; only while something is in hand. */
    private long deadline;

    private boolean inHand;

    private Limit(Duration span, Duration part, BooleanSupplier isRunEnding) {
        this.span = span;
        this.part = part;
        this.isRunEnding = isRunEnding;
        this.worker = Thread.currentThread();
    }

    /** For what the calling thread does until this is closed. */
    static Limit of(Duration span, BooleanSupplier isRunEnding) {
        return of(span, part(span), isRunEnding);
    }

    static Limit of(Duration span, Duration part, BooleanSupplier isRunEnding) {
        var limit = new Limit(span, part, isRunEnding);
        Thread.ofPlatform().name("limit").daemon().start(limit::watch);
        return limit;
    }

    /** A tenth, at least ten seconds, never more than the whole. */
    static Duration part(Duration span) {
        Duration part = longer(span.dividedBy(PARTS), SHORTEST_PART);
        return part.compareTo(span) < 0 ? part : span;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    void begin() {
        begin(span);
    }

    /** Gives a part of the limit to what is no resource's turn: its turn may need the whole. */
    void beginPart() {
        begin(part);
    }

    private synchronized void begin(Duration within) {
        fired = false;
        inHand = true;
        deadline = System.nanoTime() + within.toNanos();
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
        return sentence(span);
    }

    String sentenceOfPart() {
        return sentence(part);
    }

    private static String sentence(Duration within) {
        return "took longer than %s and was ended".formatted(Span.of(within));
    }

    private synchronized void watch() {
        try {
            while (!closed) {
                Duration left = left();
                if (left.isPositive()) {
                    Duration nap = left.compareTo(part) < 0 ? left : part;
                    wait(nap.toMillis(), nap.toNanosPart() % 1_000_000);
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
        return inHand ? Duration.ofNanos(deadline - System.nanoTime()) : part;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
