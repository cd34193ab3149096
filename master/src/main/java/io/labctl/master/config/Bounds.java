package io.labctl.master.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.time.Span;
import java.time.Duration;

/** What a number or span in the settings may be; both bounds are included. */
final class Bounds {
    /** Longer than any fleet, short enough for every sum of moments. */
    static final Duration CENTURY = Duration.ofDays(36_500);

    private Bounds() {}

    /**
     * @param component of the record that checks itself, so that the place of its key is told
     */
    static void check(String component, String key, int given, int least, int most) {
        if (given < least || given > most) {
            throw InvalidInput.inField(
                    component, "%s '%d' is not from %d to %d".formatted(key, given, least, most));
        }
    }

    static void check(String component, String key, Duration given, Duration least, Duration most) {
        if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
            throw InvalidInput.inField(
                    component,
                    "%s '%s' is not from %s to %s"
                            .formatted(key, Span.of(given), Span.of(least), Span.of(most)));
        }
    }
}
