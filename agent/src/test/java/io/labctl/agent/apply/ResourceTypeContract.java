package io.labctl.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every resource type. */
public abstract class ResourceTypeContract {
    @TempDir protected Path folder;

    private TestMachine machine;

    /** A machine that differs from what is wanted. */
    protected abstract TestMachine machine() throws IOException;

    protected abstract Resource wanted();

    /**
     * Something of the same type that cannot be brought about, for which the machine may be spoilt.
     */
    protected abstract Resource impossible(TestMachine machine) throws IOException;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = machine();
    }

    @Test
    void what_differs_is_changed() {
        List<ResourceReport> reports = machine.apply(wanted());

        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.reason()).isNull())
                .satisfies(report -> assertThat(report.changes()).isNotEmpty())
                .extracting(ResourceReport::outcome)
                .isEqualTo(ResourceOutcome.CHANGED);
    }

    @Test
    void the_second_run_changes_nothing() throws IOException {
        machine.apply(wanted());
        var before = machine.snapshot();

        List<ResourceReport> reports = machine.apply(wanted());

        assertThat(reports)
                .singleElement()
                .extracting(ResourceReport::outcome)
                .isEqualTo(ResourceOutcome.UNCHANGED);
        assertThat(machine.snapshot()).isEqualTo(before);
    }

    @Test
    void a_no_op_run_tells_the_same_changes_and_makes_none() throws IOException {
        var before = machine.snapshot();

        List<ResourceReport> reports = machine.noop(wanted());

        assertThat(reports)
                .singleElement()
                .extracting(ResourceReport::outcome)
                .isEqualTo(ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.snapshot()).isEqualTo(before);
        assertThat(machine.state()).isEmptyDirectory();
        assertThat(reports.getFirst().changes())
                .isEqualTo(machine.apply(wanted()).getFirst().changes());
    }

    @Test
    void what_cannot_be_applied_has_failed_with_a_reason() throws IOException {
        Resource impossible = impossible(machine);

        List<ResourceReport> reports = machine.apply(impossible);

        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.reason()).isNotBlank())
                .extracting(ResourceReport::outcome)
                .isEqualTo(ResourceOutcome.FAILED);
    }
}
