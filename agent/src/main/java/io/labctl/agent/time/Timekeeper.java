package io.labctl.agent.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.function.LongSupplier;

/**
 * The wall clock, which people read and which may jump, and a clock that only runs forward.
 *
 * @param nanos nanoseconds from an arbitrary origin, as {@link System#nanoTime}
 */
public record Timekeeper(Clock wall, LongSupplier nanos) {
    public Instant now() {
        return wall.instant();
    }

    public ZonedDateTime here() {
        return ZonedDateTime.now(wall);
    }

    /** A moment on the clock that only runs forward. */
    public long mark() {
        return nanos.getAsLong();
    }

    public Duration since(long mark) {
        return Duration.ofNanos(nanos.getAsLong() - mark);
    }
}
