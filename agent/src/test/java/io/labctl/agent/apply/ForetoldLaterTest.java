package io.labctl.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a no-op run says of refusals that a change before them may cure. */
class ForetoldLaterTest {
    private static final Resource UNRELATED = Wanted.exec("unrelated", "unrelated");
    private static final Resource COMMAND = Wanted.onNotify("tool", "/no/such");
    private static final Resource SERVICE = Wanted.service("nosuch");

    @TempDir private Path folder;

    private TestMachine machine;

    @BeforeEach
    void start() throws IOException {
        machine = new TestMachine(folder);
    }

    @Test
    void it_goes_on_to_count_it_as_a_change_and_says_what_would_fail_as_things_are_now() {
        assertThat(machine.noop(UNRELATED, SERVICE))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.warnings())
                .containsExactly(
                        "service[nosuch]: as things are now it would fail: no service 'nosuch'");
    }

    @Test
    void it_says_nothing_of_one_that_comes_after_what_may_bring_what_is_missing() {
        Resource between = Wanted.exec("between", "between");
        CatalogEntry[] entries = {
            WantedCatalog.entry(UNRELATED),
            WantedCatalog.entry(between, UNRELATED),
            WantedCatalog.entry(SERVICE, between)
        };
        Catalog catalog = WantedCatalog.catalog(List.of(entries));

        assertThat(machine.apply(catalog, true))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.warnings()).isEmpty();
    }

    @Test
    void a_notified_command_is_judged_as_any_other() {
        Resource file = Wanted.file("/etc/tool.conf", "x");
        CatalogEntry command = WantedCatalog.refreshed(COMMAND, file);

        var alone = machine.apply(catalog(WantedCatalog.entry(file), command), true).getLast();
        var later =
                machine.apply(
                                catalog(
                                        WantedCatalog.entry(UNRELATED),
                                        WantedCatalog.entry(file),
                                        command),
                                true)
                        .getLast();

        assertThat(alone.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(alone.reason()).isEqualTo("run failed: no program '/no/such' on this machine");
        assertThat(later.outcome()).isEqualTo(ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.warnings())
                .containsExactly(
                        "exec[tool]: as things are now it would fail: no program '/no/such' on"
                                + " this machine");
    }

    @Test
    void it_says_nothing_of_a_command_whose_notifier_may_bring_its_program() {
        Resource notified = Wanted.onNotify("first", "make-it");
        Catalog catalog =
                catalog(
                        WantedCatalog.entry(UNRELATED),
                        WantedCatalog.refreshed(notified, UNRELATED),
                        WantedCatalog.refreshed(COMMAND, notified));

        assertThat(machine.apply(catalog, true))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.warnings()).isEmpty();
    }

    private static Catalog catalog(CatalogEntry... entries) {
        return WantedCatalog.catalog(List.of(entries));
    }

    @Test
    void what_no_change_before_it_can_cure_stays_a_failure() {
        machine.packages().archive("cron", "3.0").needing("anacron", "cron").hold("cron");

        var foretold = machine.noop(Wanted.group("crew", 4711L), Wanted.noPkg("cron")).getLast();

        assertThat(foretold.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(foretold.reason())
                .isEqualTo(
                        "package 'cron' is held on the machine, so it is not removed: release it"
                                + " there, or declare notHeld()");
        assertThat(machine.warnings()).isEmpty();
    }
}
