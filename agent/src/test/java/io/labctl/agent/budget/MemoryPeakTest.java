package io.labctl.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryPeakTest {
    private static final MemorySize BUDGET = MemorySize.parse("100MiB");
    private static final long HELD = 64L * 1024 * 1024;

    @TempDir private Path folder;

    @Test
    void a_run_that_held_more_than_the_budget_for_a_moment_is_told() throws IOException {
        assertThat(peakOf(204_800).overBudget())
                .contains(
                        "lab-agent held up to 200MiB of memory in this run, and its budget is 100MiB");
        assertThat(folder.resolve("clear_refs")).hasContent("5");
    }

    @Test
    void nothing_is_told_of_a_run_within_it() throws IOException {
        assertThat(peakOf(102_400).overBudget()).isEmpty();
    }

    @Test
    void what_was_held_before_the_run_is_not_told_of_it() throws IOException {
        Files.createDirectory(folder.resolve("clear_refs")); // cannot be written

        assertThat(peakOf(204_800).overBudget()).isEmpty();
    }

    @Test
    void the_kernel_forgets_the_peak_of_this_very_process() throws IOException {
        var use = new OwnUse();
        try (Arena arena = Arena.ofConfined()) {
            arena.allocate(HELD).fill((byte) 1); // outside the heap: let go of at the end
        }
        long before = use.peak().bytes();

        use.forgetPeak();

        assertThat(before - use.peak().bytes()).isGreaterThan(HELD * 3 / 4);
    }

    private MemoryPeak peakOf(long kib) throws IOException {
        Files.writeString(
                folder.resolve("status"), "VmHWM:\t  %d kB\nVmRSS:\t 1 kB\n".formatted(kib));
        var peak = new MemoryPeak(BUDGET, new OwnUse(folder));
        peak.begin();
        return peak;
    }
}
