package io.labctl.agent.type.pkg;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.PackageResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose archive has lab-clock 1.0 and 1.1 and that has none of them. */
abstract class PackagesOnNode {
    @TempDir protected Path folder;

    protected ThrowAwayNode node;
    protected TestArchive archive;
    protected Packages packages;
    protected TestMachine machine;

    protected abstract ThrowAwayNode node() throws IOException;

    protected abstract TestArchive archive();

    @BeforeEach
    void start() throws IOException {
        node = node();
        archive = archive();
        packages = node.machine().packages();
        machine = TestMachine.of(node.machine(), folder);
    }

    @AfterEach
    void end() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    protected ResourceReport apply(PackageResource wanted) {
        return machine.apply(wanted).getFirst();
    }

    protected @Nullable String version() throws IOException {
        FoundPackage found = packages.found(List.of("lab-clock")).get("lab-clock");
        return found == null ? null : found.version();
    }

    protected String inside(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), Duration.ofMinutes(1)));
    }
}
