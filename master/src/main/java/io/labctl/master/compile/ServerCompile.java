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
import io.labctl.master.registry.LoadedModule;
import io.labctl.master.site.DataFile;
import io.labctl.master.site.ServerData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The pure function itself: nothing goes in but the node, its modules and its layers, nothing comes
 * out but the catalog or the faults, and the node knows which facts were read. All code of modules,
 * their records' constructors included, runs inside {@link #run}: in labd for the modules that came
 * with it, in a worker for those of the site.
 */
public final class ServerCompile {
    private final Node node;
    private final ServerData data;
    private final Bindings bindings;
    private final Consumer<String> entering;
    private final List<Fault> faults = new ArrayList<>();
    private final List<BoundModule> bound = new ArrayList<>();

    private ServerCompile(
            Node node, ServerData data, Bindings bindings, Consumer<String> entering) {
        this.node = node;
        this.data = data;
        this.bindings = bindings;
        this.entering = entering;
    }

    /**
     * Compiles.
     *
     * @param modules dependencies first
     * @param known the names of all modules there are, so that data for none of them are a fault
     * @param bindings what earlier compiles have bound
     * @param entering told a module's name whenever its code is about to run
     */
    public static Compiled run(
            Node node,
            List<LoadedModule> modules,
            Collection<String> known,
            ServerData data,
            Bindings bindings,
            Consumer<String> entering) {
        var compile = new ServerCompile(node, data, bindings, entering);
        compile.faults.addAll(data.faults());
        data.layers().forEach(layer -> compile.checkNames(layer, known));
        modules.forEach(compile::bind);
        return compile.end();
    }

    /** Modules whose parameters are right are heard too when those of others are wrong. */
    private Compiled end() {
        Compiled compiled = Compilation.compile(node, bound, entering);
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

    private void bind(LoadedModule module) {
        entering.accept(module.name());
        Bound<? extends LabModule> parameters = bindings.of(module, data);
        switch (parameters.forNode(node)) {
            case Binding.Refused(var refused) -> faults.addAll(refused);
            case Binding.Ready(var made) ->
                    bound.add(
                            new BoundModule(
                                    module.registered().version(),
                                    made,
                                    module.registered(),
                                    parameters::traced));
        }
    }
}
