package io.labctl.master.worker;

import io.labctl.master.compile.CompileOrder;
import io.labctl.master.registry.ModuleFolder;
import io.labctl.master.registry.RegisteredModule;
import io.labctl.master.site.DataFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An order as one worker gets it, who may know parts of it already. */
final class SentOrder {
    private final CompileOrder order;
    private final Map<String, Builds.Code> built;
    private final Worker worker;

    /**
     * @param built the site's modules among those of the order, by name
     */
    SentOrder(CompileOrder order, Map<String, Builds.Code> built, Worker worker) {
        this.order = order;
        this.built = built;
        this.worker = worker;
    }

    Order.Compile compile() {
        var node = order.node();
        return new Order.Compile(
                node.id().toString(),
                node.role(),
                node.labels(),
                order.facts(),
                order.modules().stream().map(this::module).toList(),
                List.copyOf(order.known()),
                order.data().layers().stream().filter(DataFile::isThere).map(this::layer).toList(),
                order.data().isWhole(),
                order.data().faults());
    }

    private Order.Module module(RegisteredModule module) {
        Builds.Code code = built.get(module.name());
        String sha256 = module.version().sha256();
        if (code == null) {
            return new Order.Module(module.name(), sha256, sha256, null);
        }
        boolean isKnown = worker.knows(code.key(), code.size());
        return new Order.Module(
                module.name(), sha256, code.key(), isKnown ? null : code(module, code));
    }

    private static Order.Code code(RegisteredModule module, Builds.Code code) {
        byte[] manifest = module.folder().files().get(ModuleFolder.MANIFEST);
        List<String> dependencies = code.dependencies().stream().map(Builds.Code::key).toList();
        return new Order.Code(
                new Blob(Objects.requireNonNull(manifest)),
                module.files(),
                code.own(),
                dependencies);
    }

    /** The same bytes under another name are another layer. */
    private Order.Layer layer(DataFile file) {
        boolean isKnown = worker.knows(file.name() + " " + file.sha256(), 20L * file.size());
        return new Order.Layer(file.name(), file.sha256(), isKnown ? null : new Blob(file.bytes()));
    }
}
