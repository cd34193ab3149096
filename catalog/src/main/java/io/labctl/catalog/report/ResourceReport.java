package io.labctl.catalog.report;

import io.labctl.catalog.resource.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one resource.
 *
 * @param durationMs in milliseconds
 * @param changes made, or under no-op what would have been made
 * @param reason why it failed or was skipped; null otherwise
 */
public record ResourceReport(
        ResourceId id,
        ResourceOutcome outcome,
        long durationMs,
        List<Change> changes,
        @Nullable String reason) {
    public ResourceReport {
        changes = List.copyOf(changes);
    }
}
