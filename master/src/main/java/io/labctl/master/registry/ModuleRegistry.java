package io.labctl.master.registry;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.wire.Sha256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All modules that labd has, fixed for its life and safe for many threads. Faults in any of them
 * stop every compile, since nobody can say who a broken module was for.
 */
public final class ModuleRegistry {
    /** The folders of {@code modules/}; a test holds this list against them. */
    private static final List<String> BUILT_IN = List.of("base-server");

    private final SortedMap<String, RegisteredModule> modules;
    private final List<RegisteredModule> ordered;
    private final Map<String, byte[]> contents;
    private final List<Fault> faults;

    private ModuleRegistry(
            SortedMap<String, RegisteredModule> modules,
            Map<String, byte[]> contents,
            List<Fault> faults) {
        var order = new DependencyOrder(modules);
        this.modules = Collections.unmodifiableSortedMap(modules);
        this.ordered = order.ordered();
        this.contents = contents;
        faults.addAll(order.faults());
        this.faults = List.copyOf(faults);
    }

    /** The modules that came with labd. */
    public static ModuleRegistry builtIn() {
        return of(BUILT_IN.stream().map(ModuleFolder::onClassPath).toList());
    }

    /** These modules, whose classes are on labd's class path. */
    static ModuleRegistry of(Collection<ModuleFolder> folders) {
        var modules = new TreeMap<String, RegisteredModule>();
        var contents = new HashMap<String, byte[]>();
        var faults = new ArrayList<Fault>();
        for (ModuleFolder folder : folders) {
            var reader = new ModuleReader(folder);
            reader.read().ifPresent(module -> modules.put(module.name(), module));
            faults.addAll(reader.faults());
            folder.stored().values().forEach(bytes -> contents.put(Sha256.of(bytes), bytes));
        }
        return new ModuleRegistry(modules, contents, faults);
    }

    public List<Fault> faults() {
        return faults;
    }

    /** Sorted. */
    public Set<String> names() {
        return modules.keySet();
    }

    /** The modules of one server, dependencies before those that need them, else by name. */
    public List<RegisteredModule> assigned(String role, SortedMap<String, String> labels) {
        var needed = new HashSet<String>();
        for (RegisteredModule module : ordered.reversed()) {
            if (needed.contains(module.name()) || module.isFor(role, labels)) {
                needed.add(module.name());
                needed.addAll(module.dependencies());
            }
        }
        return ordered.stream().filter(module -> needed.contains(module.name())).toList();
    }

    /**
     * The bytes of a file in some module's {@code files/} folder.
     *
     * @param sha256 64 lower-case hex digits; anything else is simply not found
     */
    public Optional<byte[]> content(String sha256) {
        return Optional.ofNullable(contents.get(sha256));
    }
}
