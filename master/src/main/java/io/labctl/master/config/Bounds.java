package io.labctl.master.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.time.WrittenSpan;
import java.time.Duration;

/** What a number or span in the settings may be; both bounds are included. */
final class Bounds {
    /** Longer than any fleet, short enough for every sum of moments. */
    static final Duration CENTURY = Duration.ofDays(36_500);

    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration HOUR = Duration.ofHours(1);

    /** The least that a number of bytes may be. */
    static final int LEAST_BYTES = 1024;

    private Bounds() {}

    static void check(String key, int given, int least, int most) {
        if (given < least || given > most) {
            throw new InvalidInput(
                    "%s '%d' is not from %d to %d".formatted(key, given, least, most));
        }
    }

    static void check(String key, WrittenSpan given, Duration least, Duration most) {
        if (given.length().compareTo(least) < 0 || given.length().compareTo(most) > 0) {
            throw new InvalidInput(
                    "%s '%s' is not from %s to %s".formatted(key, given, told(least), told(most)));
        }
    }

    /** Nobody counts years in hours. */
    private static String told(Duration bound) {
        long days = bound.toDays();
        return days > 1 && Duration.ofDays(days).equals(bound) ? days + "d" : Span.of(bound);
    }
}
