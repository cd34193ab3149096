package io.labctl.cli.time;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.time.Span;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Moments as people write and read them. */
public final class Moments {
    private Moments() {}

    /**
     * Reads {@code 1h} as an hour ago, or an ISO 8601 moment with its offset.
     *
     * @throws InvalidInput when it is neither, or no time at all
     */
    public static Instant parse(String text, Clock clock) {
        boolean isSpan = Span.parse(text).isPresent() || Span.isTooLong(text);
        try {
            return isSpan
                    ? clock.instant().minus(Spans.parse(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInput(
                    "'%s' is neither a span such as 1h or 7d nor a moment such as 2026-01-31T08:00:00Z"
                            .formatted(Printable.of(text)),
                    e);
        }
    }

    /** How long ago; empty for what never was. */
    public static String age(@Nullable Instant then, Clock clock) {
        return then == null ? "" : Spans.brief(Duration.between(then, clock.instant()));
    }

    /** The moment with its age, for a line of its own: {@code 2026-01-31T08:00:00Z (5m ago)}. */
    public static String withAge(@Nullable Instant then, Clock clock) {
        return then == null ? "<never>" : "%s (%s ago)".formatted(then, age(then, clock));
    }
}
