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
        assertThat(machine.noop(wanted))
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.WOULD_CHANGE, ResourceOutcome.FAILED);
        assertThat(machine.apply(wanted))
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.CHANGED, ResourceOutcome.FAILED);
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
        String[] reasons = {
            null,
            "package 'lab-watch' is not installed, for package 'lab-clock' would be brought to %s with that, and the catalog wants it to be %s: let their versions agree, or leave one of them out"
                    .formatted(archive.whole("1.1"), clock.version())
        };
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
