package io.labctl.cli.time;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans as people write them: {@code 90s}, {@code 1h30m}, {@code 7d}. */
public final class Spans {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})([smhdw])");
    private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,9}[smhdw]){1,5}");
    private static final Map<String, Long> SECONDS =
            Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);

    private Spans() {}

    /**
     * Reads whole numbers with units s, m, h, d (24 hours) and w (7 days).
     *
     * @throws InvalidInput when it is something else, or no time at all
     */
    public static Duration parse(String text) {
        Matcher part = PART.matcher(text);
        long seconds = 0;
        while (part.find()) {
            seconds += Long.parseLong(part.group(1)) * SECONDS.getOrDefault(part.group(2), 0L);
        }
        if (!WHOLE.matcher(text).matches() || seconds == 0) {
            throw new InvalidInput(
                    "'%s' is not a span of time such as 30s, 5m, 1h30m, 7d"
                            .formatted(Printable.of(text)));
        }
        return Duration.ofSeconds(seconds);
    }

    /** In at most two units and no blanks, as kubectl writes ages: {@code 5m}, {@code 2h5m}. */
    public static String brief(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 3 * 3600) {
            long rest = seconds % 3600 / 60;
            return seconds < 3600 || rest == 0
                    ? (seconds < 3600 ? rest + "m" : seconds / 3600 + "h")
                    : seconds / 3600 + "h" + rest + "m";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
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
