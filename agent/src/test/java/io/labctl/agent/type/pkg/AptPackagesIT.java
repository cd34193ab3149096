package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AptPackagesIT extends PackagesContract {
    @Override
    protected ThrowAwayNode node() throws IOException {
        return ThrowAwayNode.start(folder).run("repository.sh", folder);
    }

    @Override
    protected AptArchive archive() {
        return new AptArchive(node.machine().commands());
    }

    private void script(String name, String body) throws IOException {
        archive().script(name, "postinst", body);
    }

    @Test
    void what_an_upgrade_or_a_downgrade_drives_away_is_told_with_what_needs_it()
            throws IOException {
        archive.offer("lab-watch", "1.0", "Conflicts: lab-clock");
        archive.offer("lab-watch", "2.0", "Section: misc");
        archive.offer("lab-watch", "3.0", "Conflicts: lab-clock");
        var others = Change.of("others", "lab-alarm, lab-clock", null);

        for (String version : List.of("1.0", "3.0")) {
            packages.install("lab-watch", "2.0", List.of());
            packages.install("lab-clock", "1.0", List.of());
            archive.install("lab-alarm", archive.needing("lab-clock"));
            var wanted = Wanted.pkg("lab-watch", version);
            var change = Change.of("version", "2.0", version);

            assertThat(machine.noop(wanted).getFirst().changes()).containsExactly(change, others);
            assertThat(apply(wanted).changes()).containsExactly(change, others);
            assertThat(version()).isNull();
        }
    }

    @Test
    void what_a_purge_takes_along_is_told_also_of_a_package_whose_hold_is_lifted_for_it()
            throws IOException {
        apply(Wanted.pkg("lab-clock", "1.0", true));
        archive.install("lab-alarm", archive.needing("lab-clock"));
        var purge = new PackageChange.Removed("lab-clock", true);

        assertThat(packages.othersAfter(purge)).containsOnlyKeys("lab-alarm");
    }

    @Test
    void what_went_with_a_package_whose_own_script_fails_is_told_with_the_words_of_the_script()
            throws IOException {
        packages.install("lab-clock", "1.0", List.of());
        script("lab-watch", "echo boom >&2; exit 1");
        archive.offer("lab-watch", "1.0", "Conflicts: lab-clock");

        var report = apply(Wanted.pkg("lab-watch"));

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(report.changes())
                .containsExactly(
                        Change.of("ensure", "absent", "half-configured"),
                        Change.of("others", "lab-clock", null));
        assertThat(report.reason())
                .isEqualTo(
                        "apt-get exited 100: boom; dpkg: error processing package lab-watch"
                                + " (--configure): installed lab-watch package post-installation"
                                + " script subprocess returned error exit status 1; package"
                                + " 'lab-watch' is half-configured: mend it with"
                                + " 'dpkg --configure -a', or remove it");
        assertThat(version()).isNull();
    }

    @Test
    void what_is_only_recommended_may_be_left_out_by_an_option() throws IOException {
        archive.offer("lab-watch", "1.0", "Recommends: lab-clock");
        var away = Wanted.noPkg("lab-clock");
        var watch = Wanted.pkg("lab-watch");

        ResourceReport refused = machine.apply(away, watch).getLast();

        assertThat(refused.reason())
                .isEqualTo(
                        "package 'lab-watch' is not installed, for package 'lab-clock' would be"
                                + " brought to 1.1 with that, and the catalog wants it to be absent:"
                                + " leave one of them out, or give it install options that leave"
                                + " out what is only recommended");
        assertThat(machine.noop(away, watch).getLast().reason()).isEqualTo(refused.reason());
        assertThat(packages.names()).doesNotContain("lab-watch", "lab-clock");

        var alone = Wanted.pkgWith("lab-watch", null, "--no-install-recommends");
        assertThat(machine.apply(away, alone))
                .extracting(ResourceReport::reason)
                .containsOnlyNulls();
        assertThat(packages.names()).contains("lab-watch").doesNotContain("lab-clock");
    }

    @Test
    void what_apt_refuses_is_refused_in_a_no_op_run_too_where_the_lists_tell() throws IOException {
        archive.offer("lab-watch", "1.0", "Depends: lab-nowhere");
        String why =
                "apt-get exited 100: The following packages have unmet dependencies:"
                        + " lab-watch : Depends: lab-nowhere but it is not installable;"
                        + " E: Unable to correct problems, you have held broken packages.";

        var refused = machine.noop(Wanted.pkg("lab-watch")).getFirst();
        assertThat(refused.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(refused.reason()).isEqualTo(why);
        assertThat(apply(Wanted.pkg("lab-watch")).reason()).isEqualTo(why);

        inside("touch", "-d", "-361 minutes", "/var/lib/apt/lists");
        var foretold = machine.noop(Wanted.pkg("lab-watch")).getFirst();
        assertThat(foretold.outcome()).isEqualTo(ResourceOutcome.WOULD_CHANGE);
        assertThat(foretold.changes()).containsExactly(Change.of("ensure", "absent", "present"));
    }

    @Test
    void another_package_that_is_held_and_in_the_way_is_named_in_a_no_op_run_too()
            throws IOException {
        packages.install("lab-clock", "1.0", List.of());
        archive.install("lab-alarm", archive.needing("lab-clock"));
        packages.hold("lab-alarm");
        archive.offer("lab-watch", "1.0", "Conflicts: lab-clock");

        assertThat(machine.noop(Wanted.noPkg("lab-clock")).getFirst().reason())
                .isEqualTo(apply(Wanted.noPkg("lab-clock")).reason())
                .contains(" lab-alarm : Depends: lab-clock but it is not going to be installed; ");
        packages.hold("lab-clock");
        assertThat(machine.noop(Wanted.pkg("lab-watch")).getFirst().reason())
                .isEqualTo(apply(Wanted.pkg("lab-watch")).reason())
                .contains(" lab-watch : Conflicts: lab-clock");
        assertThat(version()).isEqualTo("1.0");
    }

    @Test
    void a_package_that_needs_another_out_of_its_held_range_is_refused_with_that_range()
            throws IOException {
        archive.offer("lab-watch", "1.0", archive.needing("lab-clock", "1.1"));
        var clock = Wanted.pkg("lab-clock", "< 1.1", true);
        String why =
                "package 'lab-watch' is not installed, for package 'lab-clock' cannot be < 1.1 and"
                        + " held with that, and the catalog wants it so: let their versions agree,"
                        + " or leave one of them out";

        assertThat(machine.noop(clock, Wanted.pkg("lab-watch")).getLast().reason()).isEqualTo(why);
        for (int run = 0; run < 2; run++) {
            assertThat(machine.apply(clock, Wanted.pkg("lab-watch")))
                    .extracting(ResourceReport::reason)
                    .containsExactly(null, why);
        }
        assertThat(machine.noop(clock, Wanted.pkg("lab-watch")).getLast().reason()).isEqualTo(why);
        assertThat(version()).isEqualTo("1.0");
    }

    @Test
    void configuration_stays_when_a_package_goes_and_goes_when_it_is_purged() throws IOException {
        apply(Wanted.pkg("lab-clock"));

        apply(Wanted.noPkg("lab-clock"));
        assertThat(machine.has("/etc/init.d/lab-clock")).isTrue();
        assertThat(apply(Wanted.noPkg("lab-clock")).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);

        var purged = apply(Wanted.purged("lab-clock"));
        assertThat(purged.reason()).isNull();
        assertThat(purged.changes()).containsExactly(Change.of("ensure", "absent", "purged"));
        assertThat(machine.has("/etc/init.d/lab-clock")).isFalse();
        assertThat(apply(Wanted.purged("lab-clock")).outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    /** For which apt-get(8) would have to bring the other one to its end. */
    @Test
    void what_is_left_of_a_package_is_purged_while_another_one_is_not_in_order()
            throws IOException {
        apply(Wanted.pkg("lab-clock"));
        apply(Wanted.noPkg("lab-clock"));
        script("lab-watch", "exit 1");
        archive.offer("lab-watch", "1.0", "Section: misc");
        apply(Wanted.pkg("lab-watch"));
        var purged = Change.of("ensure", "absent", "purged");

        assertThat(machine.noop(Wanted.purged("lab-clock")).getFirst().changes())
                .containsExactly(purged);
        var report = apply(Wanted.purged("lab-clock"));

        assertThat(report.reason()).isNull();
        assertThat(report.changes()).containsExactly(purged);
        assertThat(machine.has("/etc/init.d/lab-clock")).isFalse();
        assertThat(packages.found(List.of("lab-clock", "lab-watch")))
                .containsOnlyKeys("lab-watch", "lab-watch:all")
                .containsEntry("lab-watch", new FoundPackage("1.0", "half-configured"));
        assertThat(apply(Wanted.purged("lab-clock")).outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    /** An installed one goes with its configuration in one step. */
    @Test
    void an_installed_package_is_purged_while_another_one_is_not_in_order() throws IOException {
        apply(Wanted.pkg("lab-clock"));
        script("lab-watch", "exit 1");
        archive.offer("lab-watch", "1.0", "Section: misc");
        apply(Wanted.pkg("lab-watch"));

        assertThat(apply(Wanted.purged("lab-clock")).reason()).isNull();

        assertThat(packages.found(List.of("lab-clock"))).isEmpty();
    }

    @Test
    void apt_gets_the_options_of_an_installation() throws IOException {
        String[] options = {"-o", "DPkg::Post-Invoke::=touch /srv/was-given"};

        assertThat(apply(Wanted.pkgWith("lab-clock", "1.0", options)).reason()).isNull();
        assertThat(machine.has("/srv/was-given")).isTrue();

        var unknown = apply(Wanted.pkgWith("lab-clock", "1.1", "--no-such-option"));
        assertThat(unknown.reason()).contains("--no-such-option");
        assertThat(version()).isEqualTo("1.0");
    }

    @Test
    void a_later_run_asks_no_archive_for_what_was_fetched_a_moment_ago() throws IOException {
        apply(Wanted.pkg("lab-clock", "latest"));
        inside(
                "sh",
                "-c",
                "echo 'deb [trusted=yes] file:/nowhere ./' > /etc/apt/sources.list.d/gone.list");

        assertThat(laterAgent().newest(List.of("lab-clock"), List.of()))
                .containsEntry("lab-clock", "1.1");

        inside("touch", "-d", "-361 minutes", "/var/lib/apt/lists");
        assertThatThrownBy(() -> laterAgent().newest(List.of("lab-clock"), List.of()))
                .hasMessageContaining("/nowhere");
        inside("touch", "-d", "+1 day", "/var/lib/apt/lists"); // the clock has been put back
        assertThatThrownBy(() -> laterAgent().newest(List.of("lab-clock"), List.of()))
                .hasMessageContaining("/nowhere");
    }

    private Packages laterAgent() {
        return new AptPackages(node.machine().commands(), MonotonicTime.ofThisMachine());
    }

    @Test
    void the_choice_of_a_pin_counts_before_the_newest() throws IOException {
        inside(
                "sh",
                "-c",
                "printf 'Package: lab-clock\\nPin: version 1.0\\nPin-Priority: 900\\n' > /etc/apt/preferences.d/lab");

        apply(Wanted.pkg("lab-clock", ">= 0.5"));

        assertThat(version()).isEqualTo("1.0");
    }
}
