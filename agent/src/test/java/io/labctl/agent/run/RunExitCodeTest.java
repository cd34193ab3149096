package io.labctl.agent.run;

import static io.labctl.catalog.report.ResourceOutcome.CHANGED;
import static io.labctl.catalog.report.ResourceOutcome.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunExitCodeTest {
    private static final Change MEMBERS = Change.of("members", "eve", "ada,eve");

    @Test
    void what_was_changed_before_it_failed_is_a_change_and_a_failure() {
        assertThat(RunExitCode.detailed(failed(false, MEMBERS))).isEqualTo(6);
        assertThat(RunExitCode.plain(failed(false, MEMBERS))).isEqualTo(1);
    }

    @Test
    void what_failed_and_changed_nothing_is_a_failure_only() {
        assertThat(RunExitCode.detailed(failed(false))).isEqualTo(4);
    }

    @Test
    void what_a_no_op_run_would_change_before_it_fails_is_no_change() {
        assertThat(RunExitCode.detailed(failed(true, MEMBERS))).isEqualTo(4);
    }

    /** The cached catalog was applied. */
    @Test
    void that_labd_could_not_compile_counts_more_than_changes_and_less_than_failures() {
        Report changed = report(RunOutcome.COMPILE_FAILED, false, resource(CHANGED, MEMBERS));
        Report failed = report(RunOutcome.COMPILE_FAILED, false, resource(FAILED));
        Report both = report(RunOutcome.COMPILE_FAILED, false, resource(FAILED, MEMBERS));

        assertThat(RunExitCode.detailed(changed)).isEqualTo(1);
        assertThat(RunExitCode.detailed(failed)).isEqualTo(4);
        assertThat(RunExitCode.detailed(both)).isEqualTo(6);
        assertThat(RunExitCode.plain(changed)).isEqualTo(1);
    }

    private static Report failed(boolean noop, Change... changes) {
        return report(RunOutcome.FAILED, noop, resource(FAILED, changes));
    }

    private static ResourceReport resource(ResourceOutcome outcome, Change... changes) {
        return new ResourceReport(
                ResourceId.parse("group[ops]"),
                outcome,
                3,
                List.of(changes),
                outcome == FAILED ? "no user 'ghost' on this machine" : null);
    }

    private static Report report(RunOutcome outcome, boolean noop, ResourceReport resource) {
        return new Report(
                new UUID(0, 1),
                new ServerName("web1"),
                outcome,
                "abc",
                Instant.EPOCH,
                1234,
                noop,
                "1.0",
                List.of(resource),
                List.of(),
                new Facts(Map.of()));
    }
}
