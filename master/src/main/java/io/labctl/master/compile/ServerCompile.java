package io.labctl.master.compile;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Bound;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.module.Compilation;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.master.registry.RegisteredModule;
import io.labctl.master.site.DataFile;
import io.labctl.master.site.ServerData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The pure function itself: nothing goes in but the node, its modules and its layers, nothing comes
 * out but the catalog or the faults, and the node knows which facts were read. All code of modules,
 * their records' constructors included, runs inside {@link #run}, so this is what a worker process
 * will run for modules that did not come with labd.
 */
final class ServerCompile {
    private final Node node;
    private final ServerData data;
    private final Bindings bindings;
    private final List<Fault> faults = new ArrayList<>();
    private final List<BoundModule> bound = new ArrayList<>();

    private ServerCompile(Node node, ServerData data, Bindings bindings) {
        this.node = node;
        this.data = data;
        this.bindings = bindings;
    }

    /**
     * Compiles.
     *
     * @param modules dependencies first
     * @param known the names of all modules there are, so that data for none of them are a fault
     * @param bindings what earlier compiles have bound
     */
    static Compiled run(
            Node node,
            List<RegisteredModule> modules,
            Collection<String> known,
            ServerData data,
            Bindings bindings) {
        var compile = new ServerCompile(node, data, bindings);
        compile.faults.addAll(data.faults());
        data.layers().forEach(layer -> compile.checkNames(layer, known));
        modules.forEach(compile::bind);
        return compile.end();
    }

    /** Modules whose parameters are right are heard too when those of others are wrong. */
    private Compiled end() {
        Compiled compiled = Compilation.compile(node, bound);
        if (compiled instanceof Compiled.Failed(List<Fault> more)) {
            faults.addAll(more);
        }
        return faults.isEmpty() ? compiled : new Compiled.Failed(faults);
    }

    private void checkNames(DataFile layer, Collection<String> known) {
        for (Map.Entry<String, Value.Field> given : layer.modules().entrySet()) {
            String name = given.getKey();
            if (!known.contains(name)) {
                String hint = Suggestion.hint(name, known);
                faults.add(
                        given.getValue()
                                .place()
                                .fault(
                                        null,
                                        "there is no module '%s'%s"
                                                .formatted(
                                                        Printable.of(name),
                                                        hint.isEmpty()
                                                                ? ", known are "
                                                                        + String.join(", ", known)
                                                                : hint)));
            }
        }
    }

    private void bind(RegisteredModule module) {
        Bound<? extends LabModule> parameters = bindings.of(module, data);
        switch (parameters.forNode(node)) {
            case Binding.Refused(var refused) -> faults.addAll(refused);
            case Binding.Ready(var made) ->
                    bound.add(
                            new BoundModule(
                                    module.version(), made, module::file, parameters::traced));
        }
    }
}
