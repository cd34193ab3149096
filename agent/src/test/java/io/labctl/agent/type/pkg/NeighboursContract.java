package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two packages of one catalog do to each other, with every package manager. */
abstract class NeighboursContract extends PackagesOnNode {
    @Test
    void of_two_that_exclude_each_other_the_later_is_refused_in_a_no_op_run_too()
            throws IOException {
        archive.offer("lab-watch", "1.0", "Conflicts: lab-clock");
        var wanted =
                new Resource[] {
                    Wanted.pkg("lab-clock", archive.whole("1.0")), Wanted.pkg("lab-watch")
                };
        String[] reasons = {null, notInstalled(archive.whole("1.0"))};

        assertThat(machine.noop(wanted))
                .extracting(ResourceReport::reason)
                .containsExactly(reasons);
        for (int run = 0; run < 2; run++) {
            assertThat(machine.apply(wanted))
                    .extracting(ResourceReport::reason)
                    .containsExactly(reasons);
        }
        assertThat(version()).isEqualTo(archive.whole("1.0"));
    }

    /** Of lab-watch, which would take lab-clock out of the version that is wanted of it. */
    private static String notInstalled(String clock) {
        return "package 'lab-watch' is not installed, for package 'lab-clock' cannot be %s with that, and the catalog wants it so: let their versions agree, or leave one of them out"
                .formatted(clock);
    }

    @Test
    void neither_of_two_installed_ones_goes_when_their_wanted_versions_exclude_each_other()
            throws IOException {
        archive.offer("lab-watch", "0.9", "Provides: lab-time");
        packages.install("lab-watch", archive.whole("0.9"), List.of());
        packages.install("lab-clock", archive.whole("1.0"), List.of());
        archive.offer("lab-watch", "1.0", "Conflicts: lab-clock");
        PackageResource watch = Wanted.pkg("lab-watch", ">= 1");
        PackageResource clock = Wanted.pkg("lab-clock", ">= 1.1");
        String[] reasons = {
            "package 'lab-watch' is not brought to >= 1, for package 'lab-clock' cannot be >= 1.1 with that, and the catalog wants it so: let their versions agree, or leave one of them out",
            null
        };

        assertThat(machine.noop(clock, watch))
                .extracting(ResourceReport::reason)
                .containsExactlyInAnyOrder(reasons);
        assertThat(machine.noop(watch, clock))
                .extracting(ResourceReport::reason)
                .containsExactly(reasons);
        for (int run = 0; run < 2; run++) {
            assertThat(machine.apply(watch, clock))
                    .extracting(ResourceReport::reason)
                    .containsExactly(reasons);
        }
        assertThat(version()).isEqualTo(archive.whole("1.1"));
        assertThat(packages.names()).contains("lab-watch");
    }

    @Test
    void one_that_is_older_than_wanted_may_be_driven_away_where_it_can_come_back()
            throws IOException {
        packages.install("lab-clock", archive.whole("1.0"), List.of());
        archive.offer("lab-watch", "1.0", archive.excludingOlder("lab-clock", "1.1"));

        assertThat(machine.apply(Wanted.pkg("lab-watch"), Wanted.pkg("lab-clock", ">= 1.1")))
                .extracting(ResourceReport::reason)
                .containsOnlyNulls();
        assertThat(version()).isEqualTo(archive.whole("1.1"));
        assertThat(packages.names()).contains("lab-watch");
    }

    @Test
    void one_that_needs_what_an_earlier_one_takes_away_is_refused_in_the_words_of_a_no_op_run()
            throws IOException {
        archive.offer("lab-watch", "1.0", archive.needing("lab-clock", "1.1"));
        packages.install("lab-clock", archive.whole("1.1"), List.of());
        var wanted = new Resource[] {Wanted.pkg("lab-clock", "< 1.1"), Wanted.pkg("lab-watch")};

        assertThat(machine.noop(wanted))
                .extracting(ResourceReport::reason)
                .containsExactly(null, notInstalled("< 1.1"));
        assertThat(machine.apply(wanted))
                .extracting(ResourceReport::reason)
                .containsExactly(null, notInstalled("< 1.1"));
        assertThat(version()).isEqualTo(archive.whole("1.0"));
    }

    @Test
    void no_package_takes_another_out_of_the_version_that_the_catalog_wants() throws IOException {
        archive.offer("lab-watch", "1.0", archive.needing("lab-clock", "1.1"));
        packages.install("lab-clock", archive.whole("1.0"), List.of());

        refusedInAnyOrder(Wanted.pkg("lab-clock", "< 1.1"), Wanted.pkg("lab-watch"));

        assertThat(version()).isEqualTo(archive.whole("1.0"));
    }

    @Test
    void no_package_brings_another_in_a_version_that_the_catalog_does_not_want()
            throws IOException {
        archive.offer("lab-watch", "1.0", archive.needing("lab-clock", "1.1"));

        refusedInAnyOrder(Wanted.pkg("lab-clock", archive.whole("1.0")), Wanted.pkg("lab-watch"));

        assertThat(version()).isEqualTo(archive.whole("1.0"));
    }

    private void refusedInAnyOrder(PackageResource clock, PackageResource watch)
            throws IOException {
        String[] reasons = {null, notInstalled(clock.wanted())};
        Resource[][] orders = {{clock, watch}, {watch, clock}};
        for (Resource[] order : orders) {
            assertThat(machine.noop(order))
                    .extracting(ResourceReport::reason)
                    .containsExactlyInAnyOrder(reasons);
        }
        for (Resource[] order : orders) {
            assertThat(machine.apply(order))
                    .extracting(ResourceReport::reason)
                    .containsExactlyInAnyOrder(reasons);
        }
        assertThat(packages.names()).doesNotContain("lab-watch");
    }

    @Test
    void a_package_that_is_not_yet_in_its_version_may_be_brought_by_another() throws IOException {
        archive.offer("lab-watch", "1.0", archive.needing("lab-clock", "1.1"));
        var wanted = new Resource[] {Wanted.pkg("lab-watch"), Wanted.pkg("lab-clock", ">= 1.1")};

        assertThat(machine.apply(wanted))
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.CHANGED, ResourceOutcome.UNCHANGED);
        assertThat(version()).isEqualTo(archive.whole("1.1"));
    }
}
