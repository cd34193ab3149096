package io.labctl.agent.apply;

import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.Wanted.service;
import static io.labctl.agent.apply.WantedCatalog.catalog;
import static io.labctl.agent.apply.WantedCatalog.entry;
import static io.labctl.agent.apply.WantedCatalog.refreshed;
import static io.labctl.catalog.report.ResourceOutcome.CHANGED;
import static io.labctl.catalog.report.ResourceOutcome.CORRECTED;
import static io.labctl.catalog.report.ResourceOutcome.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalog that is applied once leaves what the agent knows of the machine's own as it is. */
class BesideCatalogTest {
    private static final Resource CONF = file("/etc/sshd.conf", "new\n");
    private static final Resource SSH = service("ssh");
    private static final Resource OTHER = file("/etc/other", "x\n");
    private static final Resource ONCE = file("/etc/once", "y\n");
    private static final List<Resource> OWN = List.of(CONF, SSH, OTHER);
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
    void what_the_own_catalog_applied_is_still_known_afterwards() throws IOException {
        machine.apply(CATALOG, false);

        assertThat(machine.applyBeside(OWN, ONCE).getFirst().outcome()).isEqualTo(CHANGED);

        machine.write("/etc/other", "by hand\n");
        assertThat(machine.apply(CATALOG, false).getLast().outcome()).isEqualTo(CORRECTED);
    }

    @Test
    void a_restart_that_the_own_catalog_owes_is_made_by_its_next_run() {
        machine.applyOnly(CATALOG, Set.of(CONF.id()));

        machine.applyBeside(OWN, ONCE);
        assertThat(machine.services().done()).isEmpty();
        machine.apply(CATALOG, false);

        assertThat(machine.services().done()).containsExactly("restart ssh");
    }

    @Test
    void what_it_changed_otherwise_is_a_new_wish_of_the_own_catalog() throws IOException {
        machine.apply(CATALOG, false);
        machine.applyBeside(OWN, file("/etc/other", "once\n"));

        assertThat(machine.apply(CATALOG, false).getLast().outcome()).isEqualTo(CHANGED);
        assertThat(machine.apply(CATALOG, false).getLast().outcome()).isEqualTo(UNCHANGED);
    }
}
