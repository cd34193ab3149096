package io.labctl.cli.exec;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How long is waited for what, and by which clock.
 *
 * @param nanos nanoseconds from an arbitrary origin, as {@link System#nanoTime}
 * @param random for the pauses between two tries
 * @param waiting between two things that are shown
 */
public record Pace(Tempo tempo, LongSupplier nanos, RandomGenerator random, Waiting waiting) {
    /** A moment. */
    public long mark() {
        return nanos.getAsLong();
    }

    public Duration since(long mark) {
        return Duration.ofNanos(nanos.getAsLong() - mark);
    }

    /** What is left of a span that began then, in nanoseconds; none when it is over. */
    public long left(Duration span, long mark) {
        return span.minus(since(mark)).toNanos();
    }
}
