package io.labctl.master.compile;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.module.Compilation;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.master.registry.RegisteredModule;
import io.labctl.master.site.DataFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pure function itself: nothing goes in but the node, its modules and its layers, nothing comes
 * out but the catalog or the faults, and the node knows which facts were read. All code of modules,
 * their records' constructors included, runs inside {@link #run}, so this is what a worker process
 * will run for modules that did not come with labd.
 */
final class ServerCompile {
    private static final Place WHERE_TO_GIVE = Place.in("data/common.yaml");

    private final List<DataFile> layers;
    private final List<Fault> faults = new ArrayList<>();
    private final List<BoundModule> bound = new ArrayList<>();

    private ServerCompile(List<DataFile> layers) {
        this.layers = layers;
    }

    /**
     * Compiles.
     *
     * @param modules dependencies first
     * @param known the names of all modules there are, so that data for none of them are a fault
     */
    static Compiled run(
            Node node,
            List<RegisteredModule> modules,
            Collection<String> known,
            List<DataFile> layers) {
        var compile = new ServerCompile(layers);
        layers.forEach(layer -> compile.checkNames(layer, known));
        modules.forEach(compile::bind);
        return compile.faults.isEmpty()
                ? Compilation.compile(node, compile.bound)
                : new Compiled.Failed(compile.faults);
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
        switch (module.parameters().bind(module.name(), given(module.name()), WHERE_TO_GIVE)) {
            case Binding.Refused(var refused) -> faults.addAll(refused);
            case Binding.Ready(var made) ->
                    bound.add(new BoundModule(module.version(), made, module::file));
        }
    }

    private List<Value.Fields> given(String module) {
        return layers.stream()
                .map(layer -> Optional.ofNullable(layer.modules().get(module)))
                .flatMap(Optional::stream)
                .map(field -> (Value.Fields) field.value())
                .toList();
    }
}
