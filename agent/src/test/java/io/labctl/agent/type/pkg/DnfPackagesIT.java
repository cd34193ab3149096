package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.Wanted;
import io.labctl.agent.node.FedoraNode;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Debian's dnf and rpm on a machine that says it is a Fedora. */
class DnfPackagesIT extends PackagesContract {
    @Override
    protected ThrowAwayNode node() throws IOException {
        return FedoraNode.start(folder);
    }

    @Override
    protected TestArchive archive() {
        return new DnfArchive(node.machine().commands());
    }

    @Test
    void what_an_option_lets_dnf_remove_is_told_with_what_needs_it() throws IOException {
        packages.install("lab-clock", "1.0-1", List.of());
        archive.install("lab-alarm", archive.needing("lab-clock"));
        archive.offer("lab-watch", "1.0", "Conflicts: lab-clock");
        var wanted = Wanted.pkgWith("lab-watch", "1.0", "--allowerasing");
        var others = Change.of("others", "lab-alarm, lab-clock", null);

        assertThat(machine.noop(wanted).getFirst().changes()).last().isEqualTo(others);
        assertThat(apply(wanted).changes()).last().isEqualTo(others);
        assertThat(packages.names()).doesNotContain("lab-alarm", "lab-clock");
    }

    @Test
    void what_dnf_refuses_is_refused_in_a_no_op_run_too_where_the_lists_tell() throws IOException {
        packages.install("lab-clock", "1.0-1", List.of());
        archive.offer("lab-watch", "1.0", "Conflicts: lab-clock");

        var foretold = machine.noop(Wanted.pkg("lab-watch")).getFirst();
        assertThat(foretold.changes()).containsExactly(Change.of("ensure", "absent", "present"));

        packages.refreshed();
        var refused = machine.noop(Wanted.pkg("lab-watch")).getFirst();
        assertThat(refused.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(refused.reason())
                .contains("lab-watch-1.0-1.noarch conflicts with lab-clock")
                .isEqualTo(apply(Wanted.pkg("lab-watch")).reason());
    }

    @Test
    void a_machine_of_the_fedora_family_is_managed_by_dnf() {
        assertThat(packages).isInstanceOf(DnfPackages.class);
    }

    @Test
    void a_version_without_a_release_stands_for_all_its_releases() throws IOException {
        var first = apply(Wanted.pkg("lab-clock", "1.0"));
        var second = apply(Wanted.pkg("lab-clock", "1.0"));

        assertThat(first.reason()).isNull();
        assertThat(second.outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
        assertThat(version()).isEqualTo("1.0-1");
    }

    @Test
    void a_repository_that_is_off_counts_where_an_option_switches_it_on() throws IOException {
        inside("sh", "-c", "echo enabled=0 >> /etc/yum.repos.d/lab.repo");
        assertThat(apply(Wanted.pkg("lab-clock")).reason())
                .isEqualTo("no package 'lab-clock' in the package lists");

        var first = apply(Wanted.pkgWith("lab-clock", "< 1.1", "--enablerepo=lab"));
        assertThat(first.reason()).isNull();
        assertThat(version()).isEqualTo("1.0-1");

        var latest = apply(Wanted.pkgWith("lab-clock", "latest", "--enablerepo=lab"));
        assertThat(latest.reason()).isNull();
        assertThat(version()).isEqualTo("1.1-1");
    }

    @Test
    void a_package_of_another_architecture_is_one_of_its_own() throws IOException {
        apply(Wanted.pkg("Lab_Lib:x86_64"));
        apply(Wanted.pkg("Lab_Lib:i686", "> 9, <= 1:2.0"));
        assertThat(inside("rpm", "-q", "Lab_Lib").lines())
                .containsExactlyInAnyOrder("Lab_Lib-2.0-1.x86_64", "Lab_Lib-2.0-1.i686");
        assertThat(apply(Wanted.pkg("Lab_Lib:i686")).outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);

        apply(Wanted.noPkg("Lab_Lib:i686"));
        assertThat(inside("rpm", "-q", "Lab_Lib").strip()).isEqualTo("Lab_Lib-2.0-1.x86_64");
    }

    @Test
    void an_architecture_behind_a_dot_is_told_how_to_be_written() {
        assertThat(apply(Wanted.pkg("Lab_Lib.i686")).reason())
                .isEqualTo(
                        "package 'Lab_Lib.i686' has its architecture behind a dot: write 'Lab_Lib:i686'");
    }

    @Test
    void without_the_plugin_a_hold_says_what_is_missing() throws IOException {
        inside("sh", "-c", "printf '[main]\\nenabled = 0\\n' > /etc/dnf/plugins/versionlock.conf");

        var report = apply(Wanted.pkg("lab-clock", null, true));

        assertThat(report.reason())
                .isEqualTo(
                        "package 'lab-clock' cannot be held without dnf's versionlock plugin:"
                                + " install python3-dnf-plugin-versionlock");
    }
}
