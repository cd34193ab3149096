package io.labctl.agent.type.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.ServiceResource;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceMaskTest {
    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
        machine.services().with("cups", true, true);
    }

    @Test
    void a_service_is_stopped_before_it_is_masked() {
        var first = machine.apply(Wanted.service("cups", false, true)).getFirst();
        var second = machine.apply(Wanted.service("cups", false, true)).getFirst();

        assertThat(first.changes())
                .containsExactly(
                        Change.of("running", "true", "false"),
                        Change.of("masked", "false", "true"));
        assertThat(machine.services().done()).containsExactly("stop cups", "mask cups");
        assertThat(second.outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_service_is_unmasked_before_it_is_started() {
        machine.apply(Wanted.service("cups", false, true));

        var report = machine.apply(Wanted.service("cups", true, false)).getFirst();

        assertThat(report.reason()).isNull();
        assertThat(machine.services().done()).endsWith("unmask cups", "start cups");
    }

    @Test
    void what_comes_to_light_under_a_mask_is_disabled_in_the_same_run() {
        machine.services().mask("cups");
        var wanted = new ServiceResource("cups", null, false, false);

        var report = machine.apply(wanted).getFirst();

        assertThat(report.reason()).isNull();
        assertThat(report.changes())
                .containsExactly(
                        Change.of("masked", "true", "false"), Change.of("enabled", null, "false"));
        assertThat(machine.services().done())
                .containsExactly("mask cups", "unmask cups", "disable cups");
        assertThat(machine.apply(wanted).getFirst().outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_mask_that_somebody_set_is_respected_in_no_op_runs_too() {
        machine.services().mask("cups");
        machine.services().stop("cups");

        assertThat(machine.apply(Wanted.service("cups")).getFirst().reason())
                .isEqualTo(
                        "service 'cups' is masked on the machine: unmask it there, or declare notMasked()");
        assertThat(machine.noop(Wanted.service("cups")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.FAILED);
        assertThat(machine.services().done()).containsExactly("mask cups", "stop cups");
    }

    @Test
    void a_masked_service_that_is_to_be_down_is_as_wanted() {
        machine.services().mask("cups");
        machine.services().stop("cups");

        var down = new ServiceResource("cups", false, false, null);

        assertThat(machine.apply(down).getFirst().outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void what_is_to_be_masked_cannot_be_wanted_up() {
        assertThatThrownBy(() -> new ServiceResource("cups", true, null, true))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "service 'cups' is to be masked, so it can neither be started nor enabled");
        assertThatThrownBy(() -> new ServiceResource("cups", null, true, true))
                .isInstanceOf(InvalidInput.class);
    }
}
