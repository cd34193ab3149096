package io.labctl.agent.budget;

import java.util.Optional;

/** What the owner lets the agent use; empty: as much as it happens to need. */
public record Budget(Optional<MemorySize> memory, Optional<CpuShare> cpu) {
    public static final Budget NONE = new Budget(Optional.empty(), Optional.empty());
}
