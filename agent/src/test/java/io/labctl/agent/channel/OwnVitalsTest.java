package io.labctl.agent.channel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.state.Remembered;
import io.labctl.agent.status.LastRun;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnVitalsTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir private Path root;
    private Remembered<LastRun> lastRun;
    private @Nullable List<UUID> sessions;

    @BeforeEach
    void machine() throws IOException {
        lastRun = new Remembered<>(root.resolve("last-run.json"), LastRun.class, WireJson.mapper());
        Files.createDirectory(root.resolve("proc"));
    }

    @Test
    void load_memory_disk_and_the_last_run_are_told() throws IOException {
        Files.writeString(root.resolve("proc/loadavg"), "0.42 0.10 0.05 1/234 5678\n");
        Files.writeString(
                root.resolve("proc/meminfo"),
                "MemTotal: 4096 kB\nMemFree: 1024 kB\nMemAvailable: 2048 kB\n");
        lastRun.write(
                new LastRun(
                        new UUID(0, 1), NOON, 5, RunOutcome.CHANGED, null, 1, 0, 0, null, null));

        Vitals vitals = vitals();

        assertThat(vitals.load()).isEqualTo(0.42);
        assertThat(vitals.memory()).isEqualTo(new Vitals.Amount(4096 * 1024, 2048 * 1024));
        assertThat(requireNonNull(vitals.disk()).total()).isEqualTo(root.toFile().getTotalSpace());
        assertThat(vitals.lastRun()).isEqualTo(new Vitals.Run(NOON, RunOutcome.CHANGED));
    }

    @Test
    void the_sessions_that_are_here_are_told() {
        sessions = List.of(new UUID(0, 7));

        assertThat(vitals().sessions()).containsExactly(new UUID(0, 7));
    }

    @Test
    void what_cannot_be_told_is_left_out() throws IOException {
        Files.writeString(root.resolve("proc/loadavg"), "nonsense");

        Vitals vitals = vitals();

        assertThat(vitals.load()).isNull();
        assertThat(vitals.memory()).isNull();
        assertThat(vitals.lastRun()).isNull();
        assertThat(vitals.sessions()).isNull();
    }

    private Vitals vitals() {
        return new OwnVitals(root, lastRun, () -> sessions).get();
    }
}
