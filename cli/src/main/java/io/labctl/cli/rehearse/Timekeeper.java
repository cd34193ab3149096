package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How long things take, and waiting until they are so.
 *
 * @param nanos a clock that only goes forwards, in nanoseconds
 * @param clock of the machine, by which certificates end
 */
record Timekeeper(LongSupplier nanos, Pause pause, Clock clock) {

    /** How to wait a moment before looking again. */
    @FunctionalInterface
    interface Pause {
        void of(Duration span);
    }

    static Timekeeper ofThisMachine(Clock clock) {
        return new Timekeeper(System::nanoTime, Timekeeper::sleep, clock);
    }

    /** Begins to measure; answers how long it has been at any time later. */
    Supplier<Duration> start() {
        long begun = nanos.getAsLong();
        return () -> Duration.ofNanos(nanos.getAsLong() - begun);
    }

    /** Looks until it is so; false when it is not after this time. */
    boolean await(BooleanSupplier so, Duration limit, Duration between) {
        return await(so::getAsBoolean, seen -> seen, limit, between);
    }

    /** Looks until it is as it should be, or this time is over; answers what was seen last. */
    <T> T await(Supplier<T> look, Predicate<T> so, Duration limit, Duration between) {
        Supplier<Duration> waited = start();
        T seen = look.get();
        while (!so.test(seen) && waited.get().compareTo(limit) <= 0) {
            pause.of(between);
            seen = look.get();
        }
        return seen;
    }

    private static void sleep(Duration span) {
        try {
            Thread.sleep(span);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting", e);
        }
    }
}
