package io.labctl.master.database;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something that failed is tried again: a bound that doubles with each
 * failure in a row, and a random part of it taken away, at most half.
 */
record Pauses(RandomGenerator random) {
    private static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int ENOUGH_DOUBLINGS = 16;

    /**
     * @param failures in a row, from 1
     */
    Duration after(int failures) {
        long bound =
                Math.min(
                        LONGEST.toMillis(),
                        FIRST.toMillis() << Math.min(failures - 1, ENOUGH_DOUBLINGS));
        return Duration.ofMillis(random.nextLong(bound / 2, bound + 1));
    }
}
