package io.labctl.catalog.session;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.time.Span;
import java.time.Duration;

/**
 * A person asks for a session with a machine.
 *
 * @param detached whether it goes on without anybody who reads it
 * @param within in what time its agent has to come for it
 */
public record SessionRequest(SessionTask task, boolean detached, Duration within) {
    public static final Duration SHORTEST = Duration.ofSeconds(1);
    public static final Duration LONGEST = Duration.ofMinutes(10);

    public SessionRequest {
        if (within.compareTo(SHORTEST) < 0 || within.compareTo(LONGEST) > 0) {
            throw InvalidInput.inField(
                    "within",
                    "within is not from %s to %s".formatted(Span.of(SHORTEST), Span.of(LONGEST)));
        }
    }
}
