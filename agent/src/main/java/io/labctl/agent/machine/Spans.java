package io.labctl.agent.machine;

import java.time.Duration;
import java.util.Locale;

/** How messages write spans of time. */
public final class Spans {
    private Spans() {}

    /** Such as {@code 10s}, {@code 1m30s} or {@code 0.2s}. */
    public static String of(Duration span) {
        return span.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
