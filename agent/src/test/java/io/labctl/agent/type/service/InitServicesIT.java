package io.labctl.agent.type.service;

import static io.labctl.agent.apply.WantedCatalog.catalog;
import static io.labctl.agent.apply.WantedCatalog.entry;
import static io.labctl.agent.apply.WantedCatalog.reloaded;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What init scripts can and cannot do; lab-clock's own has no reload. */
class InitServicesIT {
    private static final Resource UNIT = Wanted.file("/etc/lab-unit", "a\n");
    private static final Resource CONF = Wanted.file("/etc/lab-clock.conf", "a\n");
    private static final Catalog CATALOG =
            catalog(
                    List.of(
                            entry(UNIT),
                            entry(CONF),
                            reloaded(Wanted.service("lab-clock"), UNIT, CONF)));

    @TempDir private Path folder;
    private ThrowAwayNode node;
    private TestMachine machine;

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder).run("repository.sh", folder);
        node.machine().packages().install("lab-clock", null, List.of());
        machine = TestMachine.of(node.machine(), folder);
        machine.apply(CATALOG, false);
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"reload", "force-reload", "'reload|force-reload'", "'\"reload\" | condrestart'"})
    void a_script_that_can_reload_does(String label) throws IOException {
        scriptAlsoDoes(label);
        String before = pid();
        Files.writeString(machine.at("/etc/lab-clock.conf"), "tampered\n");

        var report = service(machine.apply(CATALOG, false));

        assertThat(report.reason()).isNull();
        assertThat(report.changes())
                .containsExactly(Change.of("reload", null, "because of file[/etc/lab-clock.conf]"));
        assertThat(machine.has("/run/lab-clock.reloaded")).isTrue();
        assertThat(pid()).isEqualTo(before);
    }

    @Test
    void a_script_that_cannot_reload_restarts() throws IOException {
        String before = pid();
        Files.writeString(machine.at("/etc/lab-clock.conf"), "tampered\n");

        var report = service(machine.apply(CATALOG, false));

        assertThat(report.changes())
                .containsExactly(
                        Change.of("restart", null, "because of file[/etc/lab-clock.conf]"));
        assertThat(pid()).isNotEqualTo(before);
    }

    @Test
    void what_starts_at_each_boot_before_the_run_levels_is_enabled() throws IOException {
        machine.apply(Wanted.exec("no-links", "update-rc.d", "-f", "lab-clock", "remove"));
        Files.createSymbolicLink(
                machine.at("/etc/rcS.d/S01lab-clock"), Path.of("../init.d/lab-clock"));

        assertThat(service(machine.apply(CATALOG, true)).changes()).isEmpty();
    }

    @Test
    void a_script_may_be_called_as_a_unit_of_systemd_is() throws IOException {
        var unit = Wanted.service("lab-clock.service");

        assertThat(machine.apply(unit).getFirst().changes()).isEmpty();
        machine.apply(Wanted.exec("stop", "service", "lab-clock", "stop"));
        ResourceReport started = machine.apply(unit).getFirst();

        assertThat(started.reason()).isNull();
        assertThat(started.changes()).isNotEmpty();
    }

    @Test
    void nothing_is_masked_where_systemd_does_not_run() {
        var report = machine.apply(Wanted.service("lab-clock", false, true)).getFirst();

        assertThat(report.reason())
                .isEqualTo(
                        "service 'lab-clock' cannot be masked: this machine is not run by systemd");
        assertThat(machine.apply(Wanted.service("lab-clock", true, false)).getFirst().reason())
                .isNull();
    }

    private void scriptAlsoDoes(String label) throws IOException {
        Path script = machine.at("/etc/init.d/lab-clock");
        String text = Files.readString(script);
        Files.writeString(
                script,
                text.replace(
                        "    restart)",
                        "    %s) touch /run/lab-clock.reloaded ;;\n    restart)".formatted(label)));
    }

    private String pid() throws IOException {
        return machine.read("/run/lab-clock.pid");
    }

    private static ResourceReport service(List<ResourceReport> reports) {
        return reports.getLast();
    }
}
