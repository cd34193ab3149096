package io.labctl.master.config;

import io.labctl.catalog.error.InvalidInput;
import java.time.Duration;

/** What numbers and spans a setting may hold. */
final class Limits {
    private Limits() {}

    static void inRange(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw InvalidInput.inField(
                    key, "%s %d is not from %d to %d".formatted(key, value, least, most));
        }
    }

    static void inRange(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw InvalidInput.inField(
                    key,
                    "%s of %d seconds is not from %d to %d seconds"
                            .formatted(
                                    key, value.toSeconds(), least.toSeconds(), most.toSeconds()));
        }
    }
}
