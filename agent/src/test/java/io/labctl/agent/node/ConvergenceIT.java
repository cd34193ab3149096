package io.labctl.agent.node;

import static io.labctl.agent.apply.WantedCatalog.catalog;
import static io.labctl.agent.apply.WantedCatalog.entry;
import static io.labctl.agent.apply.WantedCatalog.refreshed;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.Command;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages, accounts, files, jobs and services of one catalog, on a real system. */
class ConvergenceIT {
    private static final Resource CLOCK = Wanted.pkg("lab-clock", "1.1");
    private static final Resource APP = Wanted.user("labapp", "/bin/sh", List.of("adm"));
    private static final Resource CONF = Wanted.fileOf("/etc/lab-clock.conf", "labapp", "adm");
    private static final Resource SERVICE = Wanted.service("lab-clock");
    private static final Resource JOB =
            new CronResource(
                    "lab-job", Presence.PRESENT, "@daily", "labapp", "/bin/true", new TreeMap<>());
    private static final Resource CHECK =
            Wanted.check("the clock runs", "service", "lab-clock", "status");
    private static final Catalog CATALOG =
            catalog(
                    List.of(
                            entry(CLOCK),
                            entry(APP),
                            entry(CONF, APP),
                            entry(Wanted.directory("/etc/cron.d", null)),
                            entry(JOB, APP),
                            refreshed(SERVICE, CLOCK, CONF),
                            entry(CHECK, SERVICE)));

    @TempDir private Path folder;
    private ThrowAwayNode node;
    private TestMachine machine;

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder).run("repository.sh", folder);
        machine = TestMachine.of(node.machine(), folder);
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void a_whole_catalog_is_applied_and_a_second_run_changes_nothing() throws IOException {
        var first = machine.apply(CATALOG, false);
        var second = machine.apply(CATALOG, false);

        assertThat(first).extracting(ResourceReport::reason).containsOnlyNulls();
        assertThat(second)
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.UNCHANGED);
        assertThat(inside("id", "-Gn", "labapp")).contains("adm");
        assertThat(inside("stat", "-c", "%U:%G", "/etc/lab-clock.conf").strip())
                .isEqualTo("labapp:adm");
    }

    @Test
    void tampering_is_corrected_and_restarts_the_service() throws IOException {
        machine.apply(CATALOG, false);
        String before = inside("cat", "/run/lab-clock.pid");
        inside("sh", "-c", "echo tampered > /etc/lab-clock.conf; chown root /etc/lab-clock.conf");

        var reports = machine.apply(CATALOG, false);

        assertThat(reports)
                .filteredOn(report -> report.outcome() != ResourceOutcome.UNCHANGED)
                .extracting(report -> report.id() + " " + report.outcome())
                .containsExactly(
                        "file[/etc/lab-clock.conf] CORRECTED", "service[lab-clock] CORRECTED");
        assertThat(reports.get(2).changes())
                .extracting(Change::property)
                .containsExactly("content", "owner");
        assertThat(inside("cat", "/run/lab-clock.pid")).isNotEqualTo(before);
    }

    @Test
    void an_exact_version_is_kept_by_going_down_too() throws IOException {
        machine.apply(CLOCK);

        var report = machine.apply(Wanted.pkg("lab-clock", "1.0")).getFirst();

        assertThat(report.changes()).containsExactly(Change.of("version", "1.1", "1.0"));
        assertThat(inside("dpkg-query", "-W", "-f=${Version}", "lab-clock")).isEqualTo("1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab-clock+", "lab-cloc.", "lab.clock"})
    void what_only_resembles_a_package_installs_nothing(String name) throws IOException {
        var report = machine.apply(Wanted.pkg(name)).getFirst();

        assertThat(report.reason()).isEqualTo("no package '%s' in the package lists", name);
        assertThat(inside("dpkg-query", "-W", "-f=${Package}\n")).doesNotContain("lab-clock");
    }

    @Test
    void all_is_taken_away_again() throws IOException {
        machine.apply(CATALOG, false);
        inside("service", "lab-clock", "stop");

        var reports =
                machine.apply(
                        Wanted.noFile("/etc/lab-clock.conf"),
                        Wanted.noUser("labapp"),
                        Wanted.noPkg("lab-clock"));

        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.CHANGED);
        assertThat(machine.has("/srv/labapp")).isFalse();
    }

    @Test
    void an_account_that_differs_is_modified() throws IOException {
        machine.apply(APP);

        var report =
                machine.apply(Wanted.user("labapp", "/bin/bash", List.of("adm", "users")))
                        .getFirst();

        assertThat(report.reason()).isNull();
        assertThat(report.changes())
                .extracting(Change::property)
                .containsExactly("groups", "shell");
        assertThat(inside("id", "-Gn", "labapp")).contains("adm", "users");
    }

    @Test
    void a_mounted_hosts_file_is_written_through() throws IOException {
        inside("mount", "--bind", "/etc/hosts", "/etc/hosts");

        var report = machine.apply(Wanted.host("db", "10.0.0.1", "db.lab")).getFirst();

        assertThat(report.reason()).isNull();
        assertThat(inside("cat", "/etc/hosts")).endsWith("10.0.0.1\tdb db.lab\n");
    }

    @Test
    void a_command_runs_as_its_user() throws IOException {
        machine.apply(APP);

        var reports =
                machine.apply(
                        new ExecResource(
                                "who",
                                List.of(
                                        "sh",
                                        "-c",
                                        "id -un > who; id -Gn >> who; echo $HOME >> who"),
                                null,
                                List.of(),
                                List.of(),
                                new TreeMap<>(),
                                "/srv/labapp",
                                "labapp",
                                null,
                                Duration.ofSeconds(30),
                                List.of(0),
                                1,
                                Duration.ZERO,
                                false));

        assertThat(reports.getFirst().reason()).isNull();
        assertThat(inside("cat", "/srv/labapp/who").lines())
                .containsExactly("labapp", "labapp adm", "/srv/labapp");
    }

    private String inside(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), Duration.ofSeconds(30)));
    }
}
