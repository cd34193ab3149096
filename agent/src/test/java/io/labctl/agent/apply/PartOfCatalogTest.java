package io.labctl.agent.apply;

import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.Wanted.service;
import static io.labctl.agent.apply.WantedCatalog.catalog;
import static io.labctl.agent.apply.WantedCatalog.entry;
import static io.labctl.agent.apply.WantedCatalog.refreshed;
import static io.labctl.catalog.report.ResourceOutcome.CHANGED;
import static io.labctl.catalog.report.ResourceOutcome.CORRECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is about a part of its catalog leaves the rest as it is, and forgets nothing of it.
 */
class PartOfCatalogTest {
    private static final Resource CONF = file("/etc/sshd.conf", "new\n");
    private static final Resource SSH = service("ssh");
    private static final Resource OTHER = file("/etc/other", "x\n");
    private static final Catalog CATALOG =
            catalog(List.of(entry(CONF), refreshed(SSH, CONF), entry(OTHER)));

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
        machine.services().with("ssh", true, true);
    }

    @Test
    void only_the_part_is_applied_and_reported() {
        var reports = machine.applyOnly(CATALOG, Set.of(CONF.id()));

        assertThat(reports).extracting(ResourceReport::id).containsExactly(CONF.id());
        assertThat(machine.has("/etc/sshd.conf")).isTrue();
        assertThat(machine.has("/etc/other")).isFalse();
    }

    @Test
    void nothing_outside_of_it_is_looked_at() {
        var looked = new ArrayList<ResourceId>();
        var type = new WatchedType(file -> looked.add(file.id()));

        machine.applyOnly(_ -> type, catalog(CONF, OTHER), Set.of(CONF.id()));

        assertThat(looked).containsExactly(CONF.id());
    }

    @Test
    void a_restart_that_is_due_outside_of_it_is_made_by_the_next_whole_run() {
        machine.applyOnly(CATALOG, Set.of(CONF.id()));
        assertThat(machine.services().done()).isEmpty();

        var reports = machine.apply(CATALOG, false);

        assertThat(machine.services().done()).containsExactly("restart ssh");
        assertThat(reports.get(1).outcome()).isEqualTo(CHANGED);
    }

    @Test
    void what_was_applied_outside_of_it_is_still_known() throws IOException {
        machine.apply(CATALOG, false);
        machine.applyOnly(CATALOG, Set.of(CONF.id()));
        machine.write("/etc/other", "by hand\n");

        assertThat(machine.apply(CATALOG, false).getLast().outcome()).isEqualTo(CORRECTED);
    }
}
