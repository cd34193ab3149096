package io.labctl.agent.run;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of run is wanted.
 *
 * @param tags only what has one of these and what that comes after; none means all
 * @param nextContact within what time labd will hear again; null when nobody knows
 * @param warning what its report shall say first; null when that is nothing
 */
public record RunOrder(
        boolean noop, List<String> tags, @Nullable Duration nextContact, @Nullable String warning) {
    public RunOrder {
        tags = List.copyOf(tags);
    }
}
