package io.labctl.agent.config;

import io.labctl.agent.budget.Budget;
import io.labctl.agent.budget.CpuShare;
import io.labctl.agent.budget.MemorySize;
import io.labctl.catalog.error.InvalidInput;
import java.util.Optional;

/**
 * What the agent itself may use, as it is written.
 *
 * @param memory of the daemon between runs, such as 200MiB; a run that held more while it applied
 *     the catalog tells so
 * @param cpu the part of a processor that a run may use, such as 50%
 */
record BudgetSettings(Optional<Memory> memory, Optional<Cpu> cpu) {
    /** Below this no daemon can stay. */
    private static final MemorySize LEAST = MemorySize.parse("64MiB");

    record Memory(String size) {
        Memory {
            if (MemorySize.parse(size).bytes() < LEAST.bytes()) {
                throw new InvalidInput("budget.memory %s is less than %s".formatted(size, LEAST));
            }
        }
    }

    record Cpu(String share) {
        Cpu {
            CpuShare.parse(share);
        }
    }

    Budget budget() {
        return new Budget(
                memory.map(each -> MemorySize.parse(each.size())),
                cpu.map(each -> CpuShare.parse(each.share())));
    }
}
