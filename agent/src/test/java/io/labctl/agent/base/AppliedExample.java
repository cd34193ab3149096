package io.labctl.agent.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/reference/base-server.md, applied twice on a machine of some family. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AppliedExample {
    private ThrowAwayNode node;
    private List<ResourceReport> first;
    private List<ResourceReport> second;

    /** The example for this family. */
    protected abstract Catalog catalog() throws IOException;

    /** The packages that it installs, by their names on the machine of the test. */
    protected abstract List<String> packages(Catalog catalog);

    protected abstract ThrowAwayNode start(Path folder) throws IOException;

    /** Makes it as machines of this family are, once it has been offered the packages. */
    protected abstract void prepare(ThrowAwayNode node, Path folder) throws IOException;

    @BeforeAll
    void apply_it_twice(@TempDir Path folder) throws IOException {
        Catalog catalog = catalog();
        var packages = FetchedPackages.fetch(folder.resolve("packages"), packages(catalog));
        node = start(folder).run("setting.sh", folder);
        packages.offer(node, folder);
        prepare(node, folder);
        var machine = TestMachine.of(node.machine(), folder);
        first = machine.apply(catalog, false);
        second = machine.apply(catalog, false);
    }

    @AfterAll
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void it_converges_and_the_second_run_changes_nothing() {
        assertThat(first).extracting(ResourceReport::reason).containsOnlyNulls();
        assertThat(second)
                .filteredOn(each -> each.outcome() != ResourceOutcome.UNCHANGED)
                .isEmpty();
    }

    protected ThrowAwayNode node() {
        return node;
    }

    protected String inside(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), Duration.ofMinutes(1)));
    }
}
