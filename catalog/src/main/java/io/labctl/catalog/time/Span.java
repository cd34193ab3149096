package io.labctl.catalog.time;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Spans of time with their units: {@code 90s}, {@code 1h30m}, {@code 7d}. */
public final class Span {
    private static final Pattern FORM = form("[0-9]{1,9}");
    private static final Pattern FORM_OF_ANY_LENGTH = form("[0-9]+");
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

    /** Whether it would be a span if a number in it had fewer digits: 9 are the most. */
    public static boolean isTooLong(String text) {
        return FORM_OF_ANY_LENGTH.matcher(text).matches() && !FORM.matcher(text).matches();
    }

    private static Pattern form(String number) {
        return Pattern.compile(
                Stream.of("w", "d", "h", "m", "s", "ms")
                        .map(unit -> "(?:(%s)%s)?".formatted(number, unit))
                        .collect(Collectors.joining()));
    }

    /** For messages, such as {@code 10s}, {@code 1m30s} or {@code 0.2s}. */
    public static String of(Duration span) {
        return span.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
