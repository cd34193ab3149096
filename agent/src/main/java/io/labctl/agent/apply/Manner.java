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
 * @param purpose whether it is the machine's own
 */
public record Manner(
        boolean noop, @Nullable Set<ResourceId> only, Duration limit, Purpose purpose) {
    public Manner {
        only = only == null ? null : Set.copyOf(only);
    }

    /** For the machine's own catalog. */
    public Manner(boolean noop, @Nullable Set<ResourceId> only, Duration limit) {
        this(noop, only, limit, new Purpose.Own());
    }

    /** Whether what the agent keeps from run to run is to be of this catalog from now on. */
    public boolean isLasting() {
        return switch (purpose) {
            case Purpose.Own _ -> true;
            case Purpose.Once _ -> false;
        };
    }

    /** What is wanted on the machine besides this catalog. */
    List<Resource> besides() {
        return switch (purpose) {
            case Purpose.Own _ -> List.of();
            case Purpose.Once(List<Resource> wanted) -> wanted;
        };
    }

    boolean takes(ResourceId id) {
        return only == null || only.contains(id);
    }
}
