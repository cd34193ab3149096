package io.labctl.catalog.session;

import io.labctl.catalog.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a log a person wants to see.
 *
 * @param lines the newest of them, so many; null for all
 * @param follow whether also those that come later, until nobody reads them any more
 */
public record LogQuery(LogSource source, @Nullable Integer lines, boolean follow)
        implements SessionTask {
    public LogQuery {
        if (lines != null && lines < 0) {
            throw InvalidInput.inField("lines", "%d lines are fewer than none".formatted(lines));
        }
    }
}
