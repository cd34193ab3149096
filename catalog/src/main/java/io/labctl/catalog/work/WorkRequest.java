package io.labctl.catalog.work;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.time.Span;
import java.time.Duration;

/**
 * A person asks something of an agent.
 *
 * @param within what time it has to be fetched and done
 */
public record WorkRequest(Action action, Duration within) {
    public static final Duration SHORTEST = Duration.ofSeconds(1);
    public static final Duration LONGEST = Duration.ofMinutes(10);

    public WorkRequest {
        if (within.compareTo(SHORTEST) < 0 || within.compareTo(LONGEST) > 0) {
            throw InvalidInput.inField(
                    "within",
                    "within is not from %s to %s".formatted(Span.of(SHORTEST), Span.of(LONGEST)));
        }
    }
}
