package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PackageTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        TestMachine machine = new TestMachine(folder);
        machine.packages().archive("cron", "3.0");
        return machine;
    }

    @Override
    protected Resource wanted() {
        return Wanted.pkg("cron");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.pkg("nowhere-to-be-had");
    }

    @Test
    void a_no_op_run_tells_of_a_package_that_is_nowhere_to_be_had() throws IOException {
        assertThat(machine().noop(impossible(machine())).getFirst().reason())
                .isEqualTo("no package 'nowhere-to-be-had' in the package lists");
    }

    @Test
    void the_version_that_came_is_told_and_before_it_the_range() throws IOException {
        TestMachine machine = machine();
        PackageResource wanted = Wanted.pkg("cron", ">= 2, < 4");

        assertThat(machine.noop(wanted).getFirst().changes())
                .containsExactly(Change.of("ensure", "absent", ">= 2, < 4"));
        assertThat(machine.apply(wanted).getFirst().changes())
                .containsExactly(Change.of("ensure", "absent", "3.0"));

        machine.packages().archive("cron", "5.0");
        assertThat(machine.apply(Wanted.pkg("cron", ">= 4")).getFirst().changes())
                .containsExactly(Change.of("version", "3.0", "5.0"));
    }

    @Test
    void what_goes_with_a_package_is_told_before_and_after() throws IOException {
        TestMachine machine = machine();
        machine.packages().needing("anacron", "cron");
        Change[] told = {
            Change.of("ensure", "1.0", "absent"), Change.of("others", "anacron", null)
        };

        assertThat(machine.noop(Wanted.noPkg("cron")).getFirst().changes()).containsExactly(told);
        assertThat(machine.apply(Wanted.noPkg("cron")).getFirst().changes()).containsExactly(told);
        assertThat(machine.packages().installed()).isEmpty();
    }

    @Test
    void what_a_package_drives_away_is_told_before_and_after() throws IOException {
        TestMachine machine = machine();
        machine.packages().conflicting("postfix", "exim4");
        Change[] told = {
            Change.of("ensure", "absent", "present"), Change.of("others", "exim4", null)
        };

        assertThat(machine.noop(Wanted.pkg("postfix")).getFirst().changes()).containsExactly(told);
        assertThat(machine.apply(Wanted.pkg("postfix")).getFirst().changes()).containsExactly(told);
        assertThat(machine.packages().installed()).containsOnlyKeys("postfix");
    }

    @Test
    void a_package_that_drives_away_another_of_the_catalog_fails_before_anything_is_changed()
            throws IOException {
        TestMachine machine = machine();
        machine.packages().conflicting("postfix", "exim4");
        String why =
                "package 'postfix' is not installed, for package 'exim4' would go with that, and"
                        + " the catalog wants it too: leave one of them out";
        var wanted = new Resource[] {Wanted.pkg("postfix"), Wanted.pkg("exim4")};

        assertThat(machine.noop(wanted).getFirst().reason()).isEqualTo(why);
        ResourceReport report = machine.apply(wanted).getFirst();

        assertThat(report.reason()).isEqualTo(why);
        assertThat(report.changes()).isEmpty();
        assertThat(machine.packages().installed()).containsOnlyKeys("exim4");
    }

    @Test
    void the_later_of_two_that_cannot_be_there_together_fails_in_a_no_op_run_too()
            throws IOException {
        TestMachine machine = machine();
        machine.packages().archive("cron", "3.0").excluding("postfix", "exim4");
        String why =
                "package 'exim4' is not installed, for package 'postfix' would go with that, and"
                        + " the catalog wants it too: leave one of them out";
        var wanted =
                new Resource[] {Wanted.pkg("cron"), Wanted.pkg("postfix"), Wanted.pkg("exim4")};

        assertThat(machine.noop(wanted))
                .extracting(ResourceReport::reason)
                .containsExactly(null, null, why);
        assertThat(machine.apply(wanted))
                .extracting(ResourceReport::reason)
                .containsExactly(null, null, why);
        assertThat(machine.packages().installed()).containsOnlyKeys("cron", "postfix");
    }

    @Test
    void a_package_that_takes_another_out_of_its_declared_version_fails_before_anything_is_changed()
            throws IOException {
        TestMachine machine = machine();
        machine.packages().archive("libfoo", "1.0").bringing("foo", "libfoo", "2.0");
        String why =
                "package 'foo' is not installed, for package 'libfoo' cannot be 1.0 with that, and"
                        + " the catalog wants it so: let their versions agree, or leave one of"
                        + " them out";
        var wanted = new Resource[] {Wanted.pkg("libfoo", "1.0"), Wanted.pkg("foo")};

        assertThat(machine.noop(wanted))
                .extracting(ResourceReport::reason)
                .containsExactly(null, why);
        for (int run = 0; run < 2; run++) {
            assertThat(machine.apply(wanted))
                    .extracting(ResourceReport::reason)
                    .containsExactly(null, why);
        }
        assertThat(machine.packages().installed()).containsExactly(Map.entry("libfoo", "1.0"));
    }

    @Test
    void a_package_that_drives_away_another_which_could_not_come_back_fails_before_that()
            throws IOException {
        TestMachine machine = machine();
        machine.packages().conflicting("postfix", "exim4").excluding("postfix", "exim4");
        machine.packages().archive("exim4", "2.0");
        String why =
                "package 'postfix' is not installed, for package 'exim4' cannot be >= 2 with that,"
                        + " and the catalog wants it so: let their versions agree, or leave one of"
                        + " them out";
        var wanted = new Resource[] {Wanted.pkg("postfix"), Wanted.pkg("exim4", ">= 2")};

        assertThat(machine.noop(wanted))
                .extracting(ResourceReport::reason)
                .containsExactly(why, null);
        assertThat(machine.apply(wanted))
                .extracting(ResourceReport::reason)
                .containsExactly(why, null);
        assertThat(machine.packages().installed()).containsExactly(Map.entry("exim4", "2.0"));
    }

    @Test
    void a_package_that_brings_another_which_is_to_be_absent_fails_before_anything_is_changed()
            throws IOException {
        TestMachine machine = machine();
        machine.packages().bringing("foo", "libfoo", "2.0");
        var wanted = new Resource[] {Wanted.pkg("foo"), Wanted.noPkg("libfoo")};

        assertThat(machine.noop(wanted).getFirst().reason())
                .isEqualTo(machine.apply(wanted).getFirst().reason())
                .startsWith("package 'foo' is not installed, for package 'libfoo' would be brought")
                .contains(", and the catalog wants it to be absent: leave one of them out");
        assertThat(machine.packages().installed()).isEmpty();
    }

    @Test
    void another_package_may_move_within_what_the_catalog_wants_of_it() throws IOException {
        TestMachine machine = machine();
        machine.packages().archive("libfoo", "1.0").bringing("foo", "libfoo", "2.0");

        assertThat(machine.apply(Wanted.pkg("libfoo", ">= 1"), Wanted.pkg("foo")))
                .extracting(ResourceReport::reason)
                .containsOnlyNulls();
        assertThat(machine.packages().installed()).containsEntry("libfoo", "2.0");
    }

    @Test
    void a_package_that_another_of_the_catalog_needs_is_not_removed() throws IOException {
        TestMachine machine = machine();
        machine.packages().needing("anacron", "cron");
        String why =
                "package 'cron' is not removed, for package 'anacron' would go with that, and the"
                        + " catalog wants it too: leave one of them out";
        var wanted = new Resource[] {Wanted.noPkg("cron"), Wanted.pkg("anacron", ">= 1")};

        assertThat(machine.noop(wanted).getFirst().reason()).isEqualTo(why);
        assertThat(machine.apply(wanted).getFirst().reason()).isEqualTo(why);

        assertThat(machine.packages().installed()).containsOnlyKeys("anacron", "cron");
    }

    @Test
    void one_that_the_catalog_wants_to_be_absent_may_go() throws IOException {
        TestMachine machine = machine();
        machine.packages().conflicting("postfix", "exim4");

        assertThat(machine.noop(Wanted.pkg("postfix"), Wanted.noPkg("exim4")))
                .extracting(ResourceReport::reason)
                .containsOnlyNulls();
        assertThat(machine.apply(Wanted.pkg("postfix"), Wanted.noPkg("exim4")))
                .extracting(ResourceReport::reason)
                .containsOnlyNulls();
    }

    /** It is why the change fails, which is told once. */
    @Test
    void what_cannot_be_foretold_is_no_warning_beside_the_failure() throws IOException {
        TestMachine machine = machine();
        var logger = (Logger) LoggerFactory.getLogger(PackageType.class);
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        logger.addAppender(logged);
        try {
            ResourceReport report = machine.apply(Wanted.pkg("nowhere", ">= 1")).getFirst();

            assertThat(report.reason()).isEqualTo("no package 'nowhere' in the package lists");
            assertThat(logged.list)
                    .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
        } finally {
            logger.detachAppender(logged);
        }
    }

    @Test
    void what_went_is_told_of_a_change_that_failed_afterwards() throws IOException {
        TestMachine machine = machine();
        machine.packages().conflicting("postfix", "exim4").failing();

        var report = machine.apply(Wanted.pkg("postfix")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(report.reason()).isEqualTo("apt-get exited 100: boom");
        assertThat(report.changes()).containsExactly(Change.of("others", "exim4", null));
    }

    @Test
    void what_would_go_is_not_told_of_a_change_that_failed() throws IOException {
        TestMachine machine = machine();
        machine.packages().needing("anacron", "cron").hold("cron");

        var report = machine.apply(Wanted.noPkg("cron")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(report.changes()).isEmpty();
    }

    @Test
    void a_no_op_run_refuses_a_version_that_no_list_has() throws IOException {
        TestMachine machine = machine();

        for (String nowhere : List.of("4.0", ">= 3.1, < 4")) {
            PackageResource wanted = Wanted.pkg("cron", nowhere);

            assertThat(machine.noop(wanted).getFirst().reason())
                    .isEqualTo(machine.apply(wanted).getFirst().reason())
                    .isEqualTo(
                            "no version of package 'cron' is %s: the package lists have 3.0",
                            nowhere);
        }
    }

    @Test
    void what_else_goes_is_not_asked_for_where_nothing_is_to_be_changed() throws IOException {
        TestMachine machine = machine();
        machine.packages().needing("anacron", "cron");

        machine.apply(Wanted.pkg("cron"));
        machine.apply(Wanted.noPkg("vim"));

        assertThat(machine.packages().queries()).isEqualTo(2); // a look at each
    }

    @Test
    void a_package_of_any_version_is_told_as_present() throws IOException {
        assertThat(machine().apply(wanted()).getFirst().changes())
                .containsExactly(Change.of("ensure", "absent", "present"));
    }
}
