package io.labctl.agent.apply;

import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.Wanted.onNotify;
import static io.labctl.agent.apply.Wanted.service;
import static io.labctl.agent.apply.WantedCatalog.catalog;
import static io.labctl.agent.apply.WantedCatalog.entry;
import static io.labctl.agent.apply.WantedCatalog.refreshed;
import static io.labctl.catalog.report.ResourceOutcome.CHANGED;
import static io.labctl.catalog.report.ResourceOutcome.CORRECTED;
import static io.labctl.catalog.report.ResourceOutcome.FAILED;
import static io.labctl.catalog.report.ResourceOutcome.SKIPPED;
import static io.labctl.catalog.report.ResourceOutcome.UNCHANGED;
import static io.labctl.catalog.report.ResourceOutcome.WOULD_CHANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.machine.Finished;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.Phase;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationTest {
    private static final Resource CONF = file("/etc/sshd.conf", "new\n");
    private static final Resource KEYS = file("/etc/sshd.keys", "new\n");
    private static final Resource SSH = service("ssh");
    private static final Resource OTHER = file("/etc/other", "x\n");
    private static final Catalog CATALOG =
            catalog(List.of(entry(CONF), entry(KEYS), refreshed(SSH, CONF, KEYS), entry(OTHER)));

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
        machine.services().with("ssh", true, true);
        machine.commands().program("reindex", _ -> new Finished(0, "", "", false));
    }

    @Test
    void a_service_restarts_once_after_all_changes() {
        var order = new ArrayList<String>();

        var reports = machine.apply(CATALOG, false, report -> order.add(report.id().title()));

        assertThat(machine.services().done()).containsExactly("restart ssh");
        assertThat(order).containsExactly("/etc/sshd.conf", "/etc/sshd.keys", "/etc/other", "ssh");
        assertThat(reports.get(2).changes())
                .containsExactly(
                        Change.of(
                                "restart",
                                null,
                                "because of file[/etc/sshd.conf], file[/etc/sshd.keys]"));
    }

    @Test
    void a_second_run_restarts_nothing() {
        machine.apply(CATALOG, false);

        var reports = machine.apply(CATALOG, false);

        assertThat(outcomes(reports)).containsOnly(UNCHANGED);
        assertThat(machine.services().done()).containsExactly("restart ssh");
    }

    @Test
    void a_restart_on_account_of_a_correction_is_a_correction() throws IOException {
        machine.apply(CATALOG, false);
        machine.write("/etc/sshd.conf", "tampered\n");

        var reports = machine.apply(CATALOG, false);

        assertThat(outcomes(reports)).containsExactly(CORRECTED, UNCHANGED, CORRECTED, UNCHANGED);
    }

    @Test
    void a_service_that_this_run_has_started_is_not_restarted_too() {
        machine.services().with("ssh", false, true);

        machine.apply(CATALOG, false);

        assertThat(machine.services().done()).containsExactly("start ssh");
    }

    @Test
    void a_run_killed_before_the_restart_leaves_it_to_the_next() {
        assertThatThrownBy(
                        () ->
                                machine.apply(
                                        CATALOG,
                                        false,
                                        report -> {
                                            throw new Killed();
                                        }))
                .isInstanceOf(Killed.class);
        assertThat(machine.services().done()).isEmpty();

        var reports = machine.apply(CATALOG, false);

        assertThat(outcomes(reports)).containsExactly(UNCHANGED, CHANGED, CHANGED, CHANGED);
        assertThat(machine.services().done()).containsExactly("restart ssh");
    }

    @Test
    void a_run_killed_while_a_resource_acts_leaves_the_restart_to_the_next() {
        Resource make = Wanted.exec("make", "/etc/made", false, "make-it");
        Catalog catalog = catalog(List.of(entry(make), refreshed(SSH, make)));
        machine.commands()
                .program(
                        "make-it",
                        _ -> {
                            machine.makeFile("/etc/made", "x");
                            throw new Killed();
                        });
        assertThatThrownBy(() -> machine.apply(catalog, false)).isInstanceOf(Killed.class);

        var reports = machine.apply(catalog, false);

        assertThat(outcomes(reports)).containsExactly(UNCHANGED, CHANGED);
        assertThat(machine.services().done()).containsExactly("restart ssh");
    }

    @Test
    void a_failed_restart_fails_the_service_and_is_tried_again() {
        machine.services().breakDown("ssh");
        var first = machine.apply(CATALOG, false);
        machine.services().repair("ssh");

        var second = machine.apply(CATALOG, false);

        assertThat(outcomes(first)).containsExactly(CHANGED, CHANGED, FAILED, CHANGED);
        assertThat(first.get(2).reason())
                .isEqualTo("restart failed: restart of service 'ssh' exited 1");
        assertThat(outcomes(second)).containsExactly(UNCHANGED, UNCHANGED, CHANGED, UNCHANGED);
    }

    @Test
    void a_service_whose_configuration_failed_is_not_restarted() {
        Resource invalid = Wanted.validated("/etc/sshd.conf", "bad\n", "sshd", "-t");
        machine.commands().exits("sshd", 255, "line 1: bad");

        var reports =
                machine.apply(catalog(List.of(entry(invalid), refreshed(SSH, invalid))), false);

        assertThat(outcomes(reports)).containsExactly(FAILED, SKIPPED);
        assertThat(machine.services().done()).isEmpty();
    }

    @Test
    void a_no_op_run_tells_what_would_be_restarted() {
        var reports = machine.apply(CATALOG, true);

        assertThat(reports.get(2).outcome()).isEqualTo(WOULD_CHANGE);
        assertThat(reports.get(2).changes()).extracting(Change::property).contains("restart");
        assertThat(machine.services().done()).isEmpty();
        assertThat(machine.state()).isEmptyDirectory();
    }

    @Test
    void a_command_on_notify_runs_only_when_notified() {
        Resource reindex = onNotify("reindex", "reindex");
        Catalog catalog = catalog(List.of(entry(CONF), refreshed(reindex, CONF)));

        var first = machine.apply(catalog, false);
        var second = machine.apply(catalog, false);

        assertThat(outcomes(first)).containsExactly(CHANGED, CHANGED);
        assertThat(outcomes(second)).containsExactly(UNCHANGED, UNCHANGED);
        assertThat(machine.commands().run()).containsExactly("reindex");
        assertThat(first.getLast().changes())
                .containsExactly(
                        Change.of("run", null, "because of file[/etc/sshd.conf]: reindex"));
    }

    @Test
    void a_notified_command_is_told_as_one_would_type_it() {
        Resource reindex = onNotify("reindex", "reindex", "--of", "all books");
        Catalog catalog = catalog(List.of(entry(CONF), refreshed(reindex, CONF)));

        assertThat(machine.apply(catalog, true).getLast().changes())
                .containsExactly(
                        Change.of(
                                "run",
                                null,
                                "because of file[/etc/sshd.conf]: reindex --of 'all books'"));
    }

    @Test
    void a_notified_command_that_fails_is_not_said_to_restart() {
        machine.commands().exits("reindex", 3, "");

        var reports =
                machine.apply(
                        catalog(
                                List.of(
                                        entry(CONF),
                                        refreshed(onNotify("reindex", "reindex"), CONF))),
                        false);

        assertThat(outcomes(reports)).containsExactly(CHANGED, FAILED);
        assertThat(reports.getLast().reason()).isEqualTo("run failed: reindex exited 3");
    }

    @Test
    void a_notification_is_passed_on() {
        Resource reindex = onNotify("reindex", "reindex");
        Catalog catalog =
                catalog(List.of(entry(CONF), refreshed(reindex, CONF), refreshed(SSH, reindex)));

        var reports = machine.apply(catalog, false);

        assertThat(outcomes(reports)).containsExactly(CHANGED, CHANGED, CHANGED);
        assertThat(machine.services().done()).containsExactly("restart ssh");
    }

    @Test
    void what_failed_when_it_was_notified_notifies_nothing_until_it_succeeds() {
        Resource reindex = onNotify("reindex", "reindex");
        Catalog catalog =
                catalog(List.of(entry(CONF), refreshed(reindex, CONF), refreshed(SSH, reindex)));

        machine.commands().exits("reindex", 3, "");
        var first = machine.apply(catalog, false);
        var second = machine.apply(catalog, false);
        assertThat(machine.services().done()).isEmpty();
        machine.commands().exits("reindex", 0, "");
        var third = machine.apply(catalog, false);

        assertThat(outcomes(first)).containsExactly(CHANGED, FAILED, SKIPPED);
        assertThat(first.getLast().reason()).isEqualTo("exec[reindex] failed");
        assertThat(outcomes(second)).containsExactly(UNCHANGED, FAILED, SKIPPED);
        assertThat(outcomes(third)).containsExactly(UNCHANGED, CHANGED, CHANGED);
        assertThat(machine.services().done()).containsExactly("restart ssh");
    }

    @Test
    void a_restart_waits_for_what_it_comes_after_and_the_notification_is_kept() {
        Resource test = onNotify("test", "test-it");
        Catalog catalog =
                catalog(List.of(entry(CONF), refreshed(test, CONF), restartedAfter(test)));

        machine.commands().exits("test-it", 1, "");
        var failed = machine.apply(catalog, false);
        assertThat(machine.services().done()).isEmpty();
        machine.commands().exits("test-it", 0, "");
        var mended = machine.apply(catalog, false);

        assertThat(outcomes(failed)).containsExactly(CHANGED, FAILED, SKIPPED);
        assertThat(outcomes(mended)).containsExactly(UNCHANGED, CHANGED, CHANGED);
        assertThat(machine.services().done()).containsExactly("restart ssh");
    }

    @Test
    void a_service_that_was_changed_and_could_not_be_restarted_tells_both() {
        Resource test = onNotify("test", "test-it");
        machine.services().with("ssh", true, false);
        machine.commands().exits("test-it", 1, "");

        var reports =
                machine.apply(
                        catalog(List.of(entry(CONF), refreshed(test, CONF), restartedAfter(test))),
                        false);

        assertThat(reports.getLast().outcome()).isEqualTo(FAILED);
        assertThat(reports.getLast().reason()).isEqualTo("restart skipped: exec[test] failed");
        assertThat(reports.getLast().changes())
                .extracting(Change::property)
                .containsExactly("enabled");
        assertThat(machine.services().done()).containsExactly("enable ssh");
    }

    /** The service, restarted on account of its configuration. */
    private static CatalogEntry restartedAfter(Resource test) {
        return new CatalogEntry(
                SSH,
                "test",
                Phase.CONFIGURE,
                List.of(CONF.id(), test.id()),
                List.of(CONF.id()),
                List.of());
    }

    @Test
    void a_command_that_never_reaches_what_it_is_for_is_no_drift_and_notifies_each_time() {
        Resource make = Wanted.exec("make", "/etc/made", false, "reindex");
        Catalog catalog = catalog(List.of(entry(make), refreshed(SSH, make)));

        var first = machine.apply(catalog, false);
        var second = machine.apply(catalog, false);

        assertThat(outcomes(first)).containsExactly(CHANGED, CHANGED);
        assertThat(outcomes(second)).containsExactly(CHANGED, CHANGED);
        assertThat(machine.services().done()).containsExactly("restart ssh", "restart ssh");
    }

    @Test
    void checks_run_after_restarts_and_not_in_a_no_op_run() {
        Resource check = Wanted.check("ssh answers", "probe");
        machine.commands()
                .program(
                        "probe",
                        _ ->
                                new Finished(
                                        machine.services().done().contains("restart ssh") ? 0 : 1,
                                        "",
                                        "",
                                        false));
        Catalog catalog = catalog(List.of(entry(check), entry(CONF), refreshed(SSH, CONF)));

        var noop = machine.apply(catalog, true);
        var real = machine.apply(catalog, false);

        assertThat(outcomes(noop)).containsExactly(SKIPPED, WOULD_CHANGE, WOULD_CHANGE);
        assertThat(outcomes(real)).containsExactly(UNCHANGED, CHANGED, CHANGED);
    }

    private static List<ResourceOutcome> outcomes(List<ResourceReport> reports) {
        return reports.stream().map(ResourceReport::outcome).toList();
    }

    /** Stands for a kill -9 at a given moment: nothing of the run is executed after it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
