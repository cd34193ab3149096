package io.labctl.agent.example;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The examples of the reference pages, on a real system. */
class TypeExamplesIT {
    static final List<TypeExample> ALL = TypeExample.ALL;
    static final List<TypeExample> DRIFTING = ALL.stream().filter(TypeExample::canDrift).toList();
    static final List<TypeExample> REMOVABLE =
            ALL.stream().filter(TypeExample::isRemovable).toList();

    @TempDir private Path folder;
    private ThrowAwayNode node;
    private TestMachine machine;

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder).run("repository.sh", folder).run("setting.sh", folder);
        machine = TestMachine.of(node.machine(), folder);
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void an_example_is_applied_and_then_as_wanted(TypeExample example) {
        var first = apply(example.wanted());
        var second = apply(example.wanted());

        assertThat(first).extracting(ResourceReport::reason).containsOnlyNulls();
        assertThat(second)
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.UNCHANGED);
    }

    @ParameterizedTest
    @FieldSource("DRIFTING")
    void what_somebody_spoils_is_repaired(TypeExample example) throws IOException {
        apply(example.wanted());
        inside(requireNonNull(example.tampering()));

        var repair = apply(example.wanted());
        var afterwards = apply(example.wanted());

        assertThat(outcomesOf(example, repair)).contains(ResourceOutcome.CORRECTED);
        assertThat(afterwards)
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.UNCHANGED);
    }

    @ParameterizedTest
    @FieldSource("REMOVABLE")
    void what_is_taken_away_stays_away(TypeExample example) {
        apply(example.wanted());

        var removal = apply(requireNonNull(example.removed()));
        var afterwards = apply(requireNonNull(example.removed()));

        assertThat(outcomesOf(example, removal)).contains(ResourceOutcome.CHANGED);
        assertThat(removal).extracting(ResourceReport::reason).containsOnlyNulls();
        assertThat(afterwards)
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.UNCHANGED);
    }

    private static List<ResourceOutcome> outcomesOf(
            TypeExample example, List<ResourceReport> reports) {
        return reports.stream()
                .filter(report -> report.id().type().equals(example.type()))
                .map(ResourceReport::outcome)
                .toList();
    }

    private List<ResourceReport> apply(Class<? extends LabModule> module) {
        return machine.apply(CatalogOf.module(module).onDebian12().compile().catalog(), false);
    }

    private void inside(String script) throws IOException {
        node.machine()
                .commands()
                .require(Command.of(List.of("/bin/sh", "-c", script), Duration.ofMinutes(1)));
    }
}
