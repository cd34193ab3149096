package io.labctl.agent.apply;

import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a catalog is to be applied.
 *
 * @param noop only look and plan; nothing is written, not even the agent's own state
 * @param only which of its resources, together with all that these come after; null means all
 * @param limit how long one resource may take
 * @param besides what the machine's own catalog wants, where another is applied beside it this
 *     once; null where it is the machine's own
 */
public record Manner(
        boolean noop,
        @Nullable Set<ResourceId> only,
        Duration limit,
        @Nullable List<Resource> besides) {
    public Manner {
        only = only == null ? null : Set.copyOf(only);
        besides = besides == null ? null : List.copyOf(besides);
    }

    /** For the machine's own catalog. */
    public Manner(boolean noop, @Nullable Set<ResourceId> only, Duration limit) {
        this(noop, only, limit, null);
    }

    /** Whether what the agent keeps from run to run is to be of this catalog from now on. */
    public boolean isLasting() {
        return besides == null;
    }

    boolean takes(ResourceId id) {
        return only == null || only.contains(id);
    }
}
