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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent's run that is ended by SIGTERM, and what people then see of it. */
@Timeout(600)
class TerminatedIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir private Path folder;

    @Test
    void it_exits_1_and_is_reported_to_labd_once_as_interrupted() throws Exception {
        Path to = Files.createDirectory(folder.resolve("to"));
        try (var machine = OneMachine.start(folder, Waiting.class, Map.of(), to)) {
            machine.enroll("web1");
            Running run = machine.startAgent("run", "--once");
            await().atMost(LIMIT).until(() -> Files.exists(to.resolve("reached")));

            Running.Ended ended = run.stop();
            Files.createFile(to.resolve("go-on"));
            machine.agent("run", "--once").succeeded();

            assertThat(ended.exit()).as(ended.said()).isEqualTo(1);
            List<ReportSummary> reports = machine.reports("web1");
            assertThat(reports)
                    .extracting(ReportSummary::outcome)
                    .containsExactly(RunOutcome.CHANGED, RunOutcome.INTERRUPTED);
            Report interrupted = machine.report(reports.getLast().id());
            assertThat(interrupted.resources())
                    .extracting(ResourceReport::outcome)
                    .containsExactly(ResourceOutcome.FAILED, ResourceOutcome.SKIPPED);
        }
    }
}
