package io.labctl.catalog.time;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time with their units: {@code 90s}, {@code 1h30m}, {@code 7d}. */
public final class Span {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:([0-9]{1,9})w)?(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?"
                            + "(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");
    private static final Duration[] UNITS = {
        Duration.ofDays(7),
        ChronoUnit.DAYS.getDuration(),
        ChronoUnit.HOURS.getDuration(),
        ChronoUnit.MINUTES.getDuration(),
        ChronoUnit.SECONDS.getDuration(),
        ChronoUnit.MILLIS.getDuration()
    };

    private Span() {}

    /**
     * Reads whole numbers with the units w (7 days), d (24 hours), h, m, s and ms, each at most
     * once and in this order; empty when the text is something else.
     */
    public static Optional<Duration> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        Duration span = Duration.ZERO;
        for (int i = 0; i < UNITS.length; i++) {
            String count = parts.group(i + 1);
            span = count == null ? span : span.plus(UNITS[i].multipliedBy(Long.parseLong(count)));
        }
        return Optional.of(span);
    }

    /** For messages, such as {@code 10s}, {@code 1m30s} or {@code 0.2s}. */
    public static String of(Duration span) {
        return span.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
