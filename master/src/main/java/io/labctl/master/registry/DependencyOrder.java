package io.labctl.master.registry;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts modules in an order in which dependencies come first; else by name. */
final class DependencyOrder {
    private final SortedMap<String, RegisteredModule> modules;
    private final Set<String> broken;
    private final Map<String, RegisteredModule> ordered = new LinkedHashMap<>();
    private final SequencedMap<String, Step> path = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    /** A module whose dependencies are being visited, and those of them that are left. */
    private record Step(RegisteredModule module, Iterator<String> dependencies) {}

    /**
     * @param broken names of modules that are there, but whose faults are told elsewhere
     */
    DependencyOrder(SortedMap<String, RegisteredModule> modules, Set<String> broken) {
        this.modules = modules;
        this.broken = broken;
        modules.values().forEach(this::visit);
    }

    List<RegisteredModule> ordered() {
        return List.copyOf(ordered.values());
    }

    List<Fault> faults() {
        return faults;
    }

    /** Without recursion, because a chain may have as many links as there are modules. */
    private void visit(RegisteredModule first) {
        enter(first);
        while (!path.isEmpty()) {
            Step step = path.lastEntry().getValue();
            if (step.dependencies.hasNext()) {
                needed(step.module, step.dependencies.next()).ifPresent(this::enter);
            } else {
                path.pollLastEntry();
                ordered.put(step.module.name(), step.module);
            }
        }
    }

    private void enter(RegisteredModule module) {
        if (ordered.containsKey(module.name())) {
            return;
        }
        if (path.containsKey(module.name())) {
            faults.add(fault(module, "module dependency cycle: " + cycle(module.name())));
            return;
        }
        path.put(module.name(), new Step(module, module.dependencies().iterator()));
    }

    private Optional<RegisteredModule> needed(RegisteredModule module, String dependency) {
        Optional<RegisteredModule> needed = Optional.ofNullable(modules.get(dependency));
        if (needed.isEmpty() && !broken.contains(dependency)) {
            faults.add(
                    fault(
                            module,
                            "needs module '%s', which there is not%s"
                                    .formatted(
                                            Printable.of(dependency),
                                            Suggestion.hint(dependency, modules.keySet()))));
        }
        return needed;
    }

    private String cycle(String again) {
        Stream<String> names = path.keySet().stream().dropWhile(each -> !each.equals(again));
        return Stream.concat(names, Stream.of(again)).collect(Collectors.joining(" needs "));
    }

    private static Fault fault(RegisteredModule module, String message) {
        return Place.in("modules/" + module.name() + "/" + ModuleFolder.MANIFEST)
                .fault(module.name(), message);
    }
}
