package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A report of thousands of changes, from an agent to a labd, both as processes. */
@Timeout(600)
class ThousandsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir private Path folder;

    @Test
    void it_arrives_whole_and_counts_once_though_labd_was_killed_before_it_could_say_so()
            throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        try (var machine = OneMachine.start(folder, Thousands.class, Map.of(), files);
                var way = new LostAnswer(machine.port(), () -> killOnceStored(machine))) {
            machine.enroll("web1", way.url());

            Running.Ended first = machine.agent("run", "--once").succeeded();
            assertThat(way.happened()).isTrue();
            assertThat(first.out()).contains("1 report waits for labd");
            machine.startAgain();
            List<UUID> stored = ids(machine);
            Running.Ended second = machine.agent("run", "--once").succeeded();

            assertThat(stored).hasSize(1);
            assertThat(second.out()).contains("(unchanged)");
            assertThat(ids(machine)).hasSize(2).containsAll(stored).doesNotHaveDuplicates();
            assertThat(machine.agent("status").out()).contains("Spooled   0 reports");
            assertThat(machine.report(stored.getFirst())).satisfies(ThousandsIT::tellsAllChanges);
        }
    }

    private static void killOnceStored(OneMachine machine) {
        await().atMost(LIMIT).until(() -> !ids(machine).isEmpty());
        machine.kill();
    }

    private static void tellsAllChanges(Report report) {
        assertThat(report.outcome()).isEqualTo(RunOutcome.CHANGED);
        assertThat(report.resources())
                .hasSize(Thousands.FILES)
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.CHANGED);
    }

    private static List<UUID> ids(OneMachine machine) {
        return machine.reports("web1").stream().map(ReportSummary::id).toList();
    }
}
