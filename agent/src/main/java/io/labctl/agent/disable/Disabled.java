package io.labctl.agent.disable;

import io.labctl.catalog.name.Visible;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why no run is made.
 *
 * @param by the person whose word it is; null when that is not known any more
 * @param at null when that is not known any more
 */
public record Disabled(String reason, @Nullable String by, @Nullable Instant at) {
    /** In one line, whatever stands in the reason. */
    @Override
    public String toString() {
        return Visible.of(
                at == null || by == null ? reason : "since %s by %s: %s".formatted(at, by, reason));
    }
}
