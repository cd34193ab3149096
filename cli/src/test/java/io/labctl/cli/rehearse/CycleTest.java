package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CycleTest {
    private static final Commands.Finished WELL = new Commands.Finished(0, "done");

    @Test
    void each_compile_fault_stands_on_a_line_of_its_own() {
        var cycle =
                cycle(
                        RunOutcome.COMPILE_FAILED,
                        List.of(),
                        RunNote.warning("catalog not compiled: data/a.yaml:1: x"),
                        RunNote.warning("catalog not compiled: data/b.yaml:2: y"));

        assertThatThrownBy(() -> cycle.refuseFailure(WELL))
                .isInstanceOf(Conflict.class)
                .hasMessage(
                        """
                        the run on 'node-1' ended 'compile-failed':
                          catalog not compiled: data/a.yaml:1: x
                          catalog not compiled: data/b.yaml:2: y\
                        """);
    }

    @Test
    void each_failed_resource_stands_on_a_line_of_its_own() {
        var cycle =
                cycle(
                        RunOutcome.FAILED,
                        List.of(failed("service[a]"), failed("service[b]")),
                        RunNote.warning("a line of the log"));

        assertThatThrownBy(() -> cycle.refuseFailure(WELL))
                .hasMessage(
                        """
                        the run on 'node-1' ended 'failed':
                          service[a]: no unit
                          service[b]: no unit\
                        """);
    }

    @Test
    void a_run_without_a_reason_is_told_by_the_agents_last_line() {
        var cycle = cycle(RunOutcome.UNCHANGED, List.of(), RunNote.notice("applying catalog 3a5b"));

        assertThatThrownBy(() -> cycle.refuseFailure(new Commands.Finished(1, "a\nb\n")))
                .hasMessage("the run on 'node-1' ended 'unchanged': b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs are disabled: since 2026-01-31T08:00:00Z by root: x",
                "another run is going on: pid 7 (lab-agent run)"
            })
    void that_no_run_was_made_is_told_with_the_reason(String reason) {
        var finished = new Commands.Finished(1, "a\nlab-agent: %s\n".formatted(reason));

        assertThatThrownBy(() -> Cycle.refuseNoRun("node-2", finished))
                .isInstanceOf(Conflict.class)
                .hasMessage("no run was made on 'node-2': " + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+runs are disabled: x\nb", "lab-agent: another run is going on\nb"})
    void a_run_that_was_made_may_say_anything(String output) {
        assertThatCode(() -> Cycle.refuseNoRun("node-2", new Commands.Finished(1, output)))
                .doesNotThrowAnyException();
    }

    private static ResourceReport failed(String id) {
        return new ResourceReport(
                ResourceId.parse(id), ResourceOutcome.FAILED, 1, List.of(), "no unit");
    }

    private static Cycle cycle(
            RunOutcome outcome, List<ResourceReport> resources, RunNote... logs) {
        return new Cycle(
                new Report(
                        new UUID(0, 1),
                        new ServerName("node-1"),
                        outcome,
                        null,
                        Instant.EPOCH,
                        1,
                        false,
                        "0.1.0",
                        resources,
                        List.of(logs),
                        new Facts(Map.of())));
    }
}
