package io.labctl.agent.apply;

import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.Wanted.service;
import static io.labctl.agent.apply.WantedCatalog.catalog;
import static io.labctl.agent.apply.WantedCatalog.entry;
import static io.labctl.agent.apply.WantedCatalog.reloaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that one file restarts and another reloads. */
class ReloadTest {
    private static final Resource PROGRAM = file("/etc/program", "new\n");
    private static final Resource RULES = file("/etc/rules", "new\n");
    private static final Catalog CATALOG =
            catalog(
                    List.of(
                            entry(PROGRAM),
                            entry(RULES),
                            reloaded(service("wall"), PROGRAM, RULES)));

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
        machine.services().with("wall", true, true).reloadable("wall");
        machine.write("/etc/program", "new\n").write("/etc/rules", "new\n");
    }

    @Test
    void it_reloads_when_only_what_it_reloads_on_has_changed() throws IOException {
        machine.write("/etc/rules", "old\n");

        var reports = machine.apply(CATALOG, false);

        assertThat(machine.services().done()).containsExactly("reload wall");
        assertThat(reports.getLast().changes())
                .containsExactly(Change.of("reload", null, "because of file[/etc/rules]"));
        assertThat(machine.apply(CATALOG, false))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_restart_does_for_a_reload_too() throws IOException {
        machine.write("/etc/rules", "old\n").write("/etc/program", "old\n");

        var reports = machine.apply(CATALOG, false);
        machine.apply(CATALOG, false);

        assertThat(machine.services().done()).containsExactly("restart wall");
        assertThat(reports.getLast().changes())
                .containsExactly(Change.of("restart", null, "because of file[/etc/program]"));
    }

    @Test
    void what_cannot_reload_restarts_and_a_no_op_run_says_so() throws IOException {
        machine.services().with("wall", true, true);
        machine.write("/etc/rules", "old\n");

        var noop = machine.apply(CATALOG, true);
        var real = machine.apply(CATALOG, false);

        assertThat(noop.getLast().changes())
                .isEqualTo(real.getLast().changes())
                .containsExactly(Change.of("restart", null, "because of file[/etc/rules]"));
        assertThat(machine.services().done()).containsExactly("restart wall");
    }

    @Test
    void what_ended_by_itself_and_waits_to_be_started_again_restarts() throws IOException {
        Resource wall = new ServiceResource("wall", null, null, null);
        Catalog catalog =
                catalog(List.of(entry(PROGRAM), entry(RULES), reloaded(wall, PROGRAM, RULES)));
        machine.services().restarting("wall");
        machine.write("/etc/rules", "old\n");

        var reports = machine.apply(catalog, false);

        assertThat(reports.getLast().changes())
                .containsExactly(Change.of("restart", null, "because of file[/etc/rules]"));
        assertThat(machine.services().done()).containsExactly("restart wall");
    }

    @Test
    void a_run_killed_before_the_reload_leaves_a_reload_to_the_next() throws IOException {
        machine.write("/etc/rules", "old\n");
        killedAtFirstReport();

        machine.apply(CATALOG, false);

        assertThat(machine.services().done()).containsExactly("reload wall");
    }

    @Test
    void a_reload_owed_by_a_killed_run_is_done_by_the_restart_of_the_next() throws IOException {
        machine.write("/etc/rules", "old\n");
        killedAtFirstReport();
        machine.write("/etc/program", "old\n");

        machine.apply(CATALOG, false);
        machine.apply(CATALOG, false);

        assertThat(machine.services().done()).containsExactly("restart wall");
    }

    @Test
    void a_failed_reload_fails_the_service_and_is_tried_again() throws IOException {
        machine.write("/etc/rules", "old\n");
        machine.services().breakDown("wall");
        var first = machine.apply(CATALOG, false).getLast();
        machine.services().repair("wall");

        machine.apply(CATALOG, false);

        assertThat(first.reason()).isEqualTo("reload failed: reload of service 'wall' exited 1");
        assertThat(machine.services().done()).containsExactly("reload wall", "reload wall");
    }

    /** The service's own report is the last; the reload was due before it. */
    private void killedAtFirstReport() {
        assertThatThrownBy(
                        () ->
                                machine.apply(
                                        CATALOG,
                                        false,
                                        report -> {
                                            if (report.id().title().equals("/etc/rules")) {
                                                throw new Killed();
                                            }
                                        }))
                .isInstanceOf(Killed.class);
    }

    /** Stands for a kill -9 at a given moment: nothing of the run is executed after it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
