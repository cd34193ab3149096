package io.labctl.agent.apply;

import io.labctl.catalog.resource.ResourceId;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a catalog is to be applied.
 *
 * @param noop only look and plan; nothing is written, not even the agent's own state
 * @param only which of its resources, together with all that these come after; null means all
 * @param limit how long one resource may take
 */
public record Manner(boolean noop, @Nullable Set<ResourceId> only, Duration limit) {
    public Manner {
        only = only == null ? null : Set.copyOf(only);
    }

    boolean takes(ResourceId id) {
        return only == null || only.contains(id);
    }
}
