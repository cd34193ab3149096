package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.PackageResource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every package manager. */
abstract class PackagesContract extends PackagesOnNode {
    @Test
    void the_newest_in_the_range_is_installed_and_left_alone_then() throws IOException {
        var first = apply(Wanted.pkg("lab-clock", ">= 0.9, < 1.1"));
        var second = apply(Wanted.pkg("lab-clock", ">= 1.0, < 2"));

        assertThat(first.changes())
                .containsExactly(Change.of("ensure", "absent", archive.whole("1.0")));
        assertThat(second.outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
        assertThat(version()).isEqualTo(archive.whole("1.0"));
    }

    @Test
    void what_is_out_of_the_range_goes_up_or_down_into_it() throws IOException {
        packages.install("lab-clock", archive.whole("1.0"), List.of());

        var up = apply(Wanted.pkg("lab-clock", "> 1.0-1"));
        assertThat(up.reason()).isNull();
        assertThat(up.changes())
                .containsExactly(Change.of("version", archive.whole("1.0"), archive.whole("1.1")));
        assertThat(version()).isEqualTo(archive.whole("1.1"));

        var down = apply(Wanted.pkg("lab-clock", "< 1.1"));
        assertThat(down.reason()).isNull();
        assertThat(version()).isEqualTo(archive.whole("1.0"));
    }

    @Test
    void a_range_that_nothing_is_in_fails_and_tells_what_there_is() throws IOException {
        var report = apply(Wanted.pkg("lab-clock", ">= 1.2"));

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(report.reason())
                .isEqualTo(
                        "no version of package 'lab-clock' is >= 1.2: the package lists have %s, %s",
                        archive.whole("1.1"), archive.whole("1.0"));
        assertThat(version()).isNull();
    }

    @Test
    void the_latest_is_what_the_lists_offer() throws IOException {
        PackageResource latest = Wanted.pkg("lab-clock", PackageResource.LATEST);
        packages.install("lab-clock", archive.whole("1.0"), List.of());

        var first = apply(latest);
        var second = apply(latest);

        assertThat(first.reason()).isNull();
        assertThat(first.changes())
                .containsExactly(Change.of("version", archive.whole("1.0"), archive.whole("1.1")));
        assertThat(second.outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
        assertThat(version()).isEqualTo(archive.whole("1.1"));
    }

    @Test
    void the_latest_is_installed_where_there_is_none() throws IOException {
        var report = apply(Wanted.pkg("lab-clock", PackageResource.LATEST));

        assertThat(report.reason()).isNull();
        assertThat(report.changes())
                .containsExactly(Change.of("ensure", "absent", archive.whole("1.1")));
        assertThat(version()).isEqualTo(archive.whole("1.1"));
    }

    @Test
    void a_hold_is_set_and_lifted() throws IOException {
        var set = apply(Wanted.pkg("lab-clock", null, true));
        assertThat(set.reason()).isNull();
        assertThat(set.changes()).extracting(Change::property).containsExactly("ensure", "held");
        assertThat(isHeld()).isTrue();
        assertThat(apply(Wanted.pkg("lab-clock", null, true)).outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);

        var lifted = apply(Wanted.pkg("lab-clock", null, false));
        assertThat(lifted.changes()).containsExactly(Change.of("held", "true", "false"));
        assertThat(isHeld()).isFalse();
        assertThat(version()).isEqualTo(archive.whole("1.1"));
    }

    @Test
    void a_hold_of_the_catalog_gives_way_to_its_version_and_is_set_again() throws IOException {
        apply(Wanted.pkg("lab-clock", archive.whole("1.1"), true));

        var down = apply(Wanted.pkg("lab-clock", archive.whole("1.0"), true));

        assertThat(down.reason()).isNull();
        assertThat(version()).isEqualTo(archive.whole("1.0"));
        assertThat(isHeld()).isTrue();
    }

    @Test
    void a_hold_that_somebody_set_is_respected() throws IOException {
        packages.install("lab-clock", archive.whole("1.0"), List.of());
        packages.hold("lab-clock");

        var up = apply(Wanted.pkg("lab-clock", ">= 1.1"));
        var away = apply(Wanted.noPkg("lab-clock"));

        assertThat(up.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(up.reason())
                .isEqualTo(
                        "package 'lab-clock' is held on the machine, so it is not brought from %s to >= 1.1:"
                                + " release it there, or declare hold() or notHeld()",
                        archive.whole("1.0"));
        assertThat(away.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(version()).isEqualTo(archive.whole("1.0"));
        assertThat(isHeld()).isTrue();
    }

    @Test
    void a_hold_that_is_not_wanted_is_lifted_before_the_change() throws IOException {
        packages.install("lab-clock", archive.whole("1.0"), List.of());
        packages.hold("lab-clock");

        var report = apply(Wanted.pkg("lab-clock", ">= 1.1", false));

        assertThat(report.reason()).isNull();
        assertThat(report.changes())
                .extracting(Change::property)
                .containsExactly("held", "version");
        assertThat(version()).isEqualTo(archive.whole("1.1"));
        assertThat(isHeld()).isFalse();
    }

    @Test
    void what_was_taken_away_by_hand_is_brought_back_and_taken_away_when_unwanted()
            throws IOException {
        apply(Wanted.pkg("lab-clock"));
        packages.remove("lab-clock", false);

        assertThat(apply(Wanted.pkg("lab-clock")).outcome()).isEqualTo(ResourceOutcome.CORRECTED);
        assertThat(apply(Wanted.noPkg("lab-clock")).reason()).isNull();
        assertThat(version()).isNull();
    }

    /** Directly or by another one. */
    @Test
    void what_needs_a_package_goes_with_it_and_is_told() throws IOException {
        packages.install("lab-clock", archive.whole("1.0"), List.of());
        archive.install("lab-alarm", archive.needing("lab-clock"));
        archive.install("lab-snooze", archive.needing("lab-alarm"));
        Change[] told = {
            Change.of("ensure", archive.whole("1.0"), "absent"),
            Change.of("others", "lab-alarm, lab-snooze", null)
        };

        assertThat(machine.noop(Wanted.noPkg("lab-clock")).getFirst().changes())
                .containsExactly(told);
        assertThat(version()).isEqualTo(archive.whole("1.0"));

        assertThat(apply(Wanted.noPkg("lab-clock")).changes()).containsExactly(told);
        assertThat(packages.names()).doesNotContain("lab-clock", "lab-alarm", "lab-snooze");
    }

    @Test
    void what_needs_a_held_package_is_told_too() throws IOException {
        packages.install("lab-clock", archive.whole("1.0"), List.of());
        archive.install("lab-alarm", archive.needing("lab-clock"));
        packages.hold("lab-clock");

        var removal = new PackageChange.Removed("lab-clock", false);
        assertThat(packages.othersAfter(removal)).containsOnlyKeys("lab-alarm");
    }

    @Test
    void what_goes_is_told_though_a_hold_has_to_be_lifted_first() throws IOException {
        packages.install("lab-clock", archive.whole("1.0"), List.of());
        packages.hold("lab-clock");
        var upgrade = new PackageChange.Installed("lab-clock", archive.whole("1.1"), List.of());

        assertThat(packages.othersAfter(upgrade)).isEmpty();
    }

    @Test
    void what_a_package_replaces_is_told_before_and_after() throws IOException {
        packages.install("lab-clock", archive.whole("1.0"), List.of());
        archive.offer("lab-watch", "1.0", archive.replacing("lab-clock"));
        var change = Change.of("ensure", "absent", archive.whole("1.0"));
        var others = Change.of("others", "lab-clock", null);

        for (String version : List.of("1.0", ">= 0.5, < 2")) {
            assertThat(machine.noop(Wanted.pkg("lab-watch", version)).getFirst().changes())
                    .containsExactly(Change.of("ensure", "absent", version), others);
        }
        assertThat(version()).isEqualTo(archive.whole("1.0"));

        assertThat(apply(Wanted.pkg("lab-watch", ">= 0.5, < 2")).changes())
                .containsExactly(change, others);
        assertThat(packages.names()).contains("lab-watch").doesNotContain("lab-clock");
    }

    @Test
    void an_essential_package_is_not_removed_and_a_no_op_run_says_so_too() throws IOException {
        archive.installEssential("lab-base");
        String why =
                "package 'lab-base' is essential to this machine and is not removed: leave out what would remove it";

        assertThat(machine.noop(Wanted.noPkg("lab-base")).getFirst().reason()).isEqualTo(why);
        assertThat(apply(Wanted.noPkg("lab-base")).reason()).isEqualTo(why);
        assertThat(packages.names()).contains("lab-base");
    }

    @Test
    void a_version_that_no_fresh_list_has_is_refused_in_a_no_op_run_too() throws IOException {
        packages.refreshed();

        for (String nowhere : List.of("1.2", ">= 1.2", "> 1.0-1, < 1.1")) {
            PackageResource wanted = Wanted.pkg("lab-clock", nowhere);

            assertThat(machine.noop(wanted).getFirst().reason())
                    .isEqualTo(apply(wanted).reason())
                    .isEqualTo(
                            "no version of package 'lab-clock' is %s: the package lists have %s, %s",
                            nowhere, archive.whole("1.1"), archive.whole("1.0"));
        }
        assertThat(machine.noop(Wanted.pkg("lab-clock", "< 1.1")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.WOULD_CHANGE);
    }

    @Test
    void what_only_resembles_a_package_is_not_installed() throws IOException {
        var report = apply(Wanted.pkg("lab-cloc."));

        assertThat(report.reason()).startsWith("no package 'lab-cloc.' in ");
        assertThat(version()).isNull();
    }

    private boolean isHeld() throws IOException {
        return packages.held(List.of("lab-clock")).contains("lab-clock");
    }
}
