package io.labctl.catalog.module.testing;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.module.Compilation;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.ModuleFiles;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Origins;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.module.Traced;
import io.labctl.catalog.name.AgentId;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A module whose {@code configure} a test writes in place. */
record Declares(BiConsumer<Node, Plan> how) implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        how.accept(node, plan);
    }

    static BoundModule module(String name, BiConsumer<Node, Plan> how) {
        return bound(name, new Declares(how));
    }

    static BoundModule module(String name, ModuleFiles files, BiConsumer<Node, Plan> how) {
        return bound(name, files, new Declares(how));
    }

    static BoundModule bound(String name, LabModule module) {
        return bound(name, FakeFiles.of(), module);
    }

    private static BoundModule bound(String name, ModuleFiles files, LabModule module) {
        return new BoundModule(
                new ModuleVersion(name, "1.0.0", "0".repeat(64)),
                module,
                files,
                () -> new Traced<>(module, Origins.UNKNOWN));
    }

    static Node debian() {
        return new Node(
                AgentId.parse("lab://agent/lab/dev/web1"),
                "web",
                Map.of("rack", "r1"),
                new Facts(Machines.debian12()));
    }

    static Compiled compiled(BoundModule... modules) {
        return Compilation.compile(debian(), List.of(modules));
    }

    static List<String> faults(BoundModule... modules) {
        return compiled(modules) instanceof Compiled.Failed(List<Fault> faults)
                ? faults.stream().map(Fault::sentence).toList()
                : List.of();
    }

    static List<String> order(BoundModule... modules) {
        return TestedCatalog.of(compiled(modules)).addresses();
    }
}
