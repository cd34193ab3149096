package io.labctl.cli.time;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.time.Span;
import java.time.Duration;

/** Spans of time, read from options and shown in tables. */
public final class Spans {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Spans() {}

    /**
     * Reads a span that an option gives, such as {@code 90s}, {@code 1h30m} or {@code 7d}.
     *
     * @throws InvalidInput when it is something else, or no time at all
     */
    public static Duration parse(String text) {
        if (Span.isTooLong(text)) {
            throw new InvalidInput(
                    "the number in '%s' is too long: at most 9 digits before each unit"
                            .formatted(Printable.of(text)));
        }
        Duration span =
                Span.parse(text).orElseThrow(() -> refused(text, "is not a span of time such as"));
        if (!span.isPositive()) {
            throw refused(text, "is no time at all, give at least 1s, such as");
        }
        return span;
    }

    private static InvalidInput refused(String text, String why) {
        return new InvalidInput(
                "'%s' %s 30s, 5m, 1h30m or 7d (whole numbers of w, d, h, m, s, ms)"
                        .formatted(Printable.of(text), why));
    }

    /** In at most two units and no blanks, as kubectl writes ages: {@code 5m}, {@code 2h5m}. */
    public static String brief(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 2 * MINUTE) {
            return seconds + "s";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + "m";
        }
        if (seconds < 2 * DAY) {
            long minutes = seconds < 3 * HOUR ? seconds % HOUR / MINUTE : 0;
            return seconds / HOUR + "h" + (minutes == 0 ? "" : minutes + "m");
        }
        return seconds / DAY + "d";
    }

    /** How long a run took: {@code 12ms}, {@code 1.24s}, {@code 3m5s}. */
    public static String precise(Duration span) {
        long millis = span.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            return "%d.%02ds".formatted(millis / 1000, millis % 1000 / 10);
        }
        return millis / 60_000 + "m" + millis % 60_000 / 1000 + "s";
    }
}
