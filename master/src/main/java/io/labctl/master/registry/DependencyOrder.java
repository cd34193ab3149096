package io.labctl.master.registry;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.SortedMap;

/** Puts modules in an order in which dependencies come first; else by name. */
final class DependencyOrder {
    private final SortedMap<String, RegisteredModule> modules;
    private final Map<String, RegisteredModule> ordered = new LinkedHashMap<>();
    private final SequencedSet<String> path = new LinkedHashSet<>();
    private final List<Fault> faults = new ArrayList<>();

    DependencyOrder(SortedMap<String, RegisteredModule> modules) {
        this.modules = modules;
        modules.values().forEach(this::visit);
    }

    List<RegisteredModule> ordered() {
        return List.copyOf(ordered.values());
    }

    List<Fault> faults() {
        return faults;
    }

    private void visit(RegisteredModule module) {
        if (ordered.containsKey(module.name())) {
            return;
        }
        if (!path.add(module.name())) {
            faults.add(fault(module, "module dependency cycle: " + cycle(module.name())));
            return;
        }
        module.dependencies().forEach(name -> visit(module, name));
        path.remove(module.name());
        ordered.put(module.name(), module);
    }

    private void visit(RegisteredModule module, String dependency) {
        RegisteredModule needed = modules.get(dependency);
        if (needed == null) {
            faults.add(
                    fault(
                            module,
                            "needs module '%s', which there is not%s"
                                    .formatted(
                                            Printable.of(dependency),
                                            Suggestion.hint(dependency, modules.keySet()))));
        } else {
            visit(needed);
        }
    }

    private String cycle(String again) {
        var names = new ArrayList<>(path.stream().dropWhile(each -> !each.equals(again)).toList());
        names.add(again);
        return String.join(" needs ", names);
    }

    private static Fault fault(RegisteredModule module, String message) {
        return Place.in("modules/" + module.name() + "/" + ModuleFolder.MANIFEST)
                .fault(module.name(), message);
    }
}
