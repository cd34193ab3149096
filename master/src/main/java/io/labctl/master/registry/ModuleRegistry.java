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
import java.util.function.Predicate;

/**
 * All modules that there are: those that came with labd and those of one state of the site.
 * Immutable. Faults in any manifest stop every compile, since nobody can say who a broken module
 * was for.
 */
public final class ModuleRegistry {
    private final BuiltInModules builtIn;
    private final SortedMap<String, RegisteredModule> modules;
    private final List<RegisteredModule> ordered;
    private final Map<String, byte[]> contents;
    private final List<Fault> faults;

    private ModuleRegistry(
            BuiltInModules builtIn,
            SortedMap<String, RegisteredModule> modules,
            Set<String> broken,
            Map<String, byte[]> contents,
            List<Fault> faults) {
        var order = new DependencyOrder(modules, broken);
        this.builtIn = builtIn;
        this.modules = Collections.unmodifiableSortedMap(modules);
        this.ordered = order.ordered();
        this.contents = contents;
        faults.addAll(order.faults());
        this.faults = List.copyOf(faults);
    }

    /** The modules that came with labd, and these of the site. */
    public static ModuleRegistry of(BuiltInModules builtIn, Collection<ModuleFolder> site) {
        var modules = new TreeMap<>(builtIn.registered());
        var contents = new HashMap<String, byte[]>();
        var broken = new HashSet<String>();
        var faults = new ArrayList<>(builtIn.faults());
        builtIn.registered().values().forEach(each -> keep(each.folder(), contents));
        for (ModuleFolder folder : site) {
            var reader = new ManifestReader(folder);
            Optional<RegisteredModule> read = reader.read();
            faults.addAll(reader.faults());
            if (!reader.faults().isEmpty()) {
                broken.add(folder.name());
            }
            read.filter(_ -> reader.faults().isEmpty())
                    .filter(module -> modules.putIfAbsent(module.name(), module) != null)
                    .ifPresent(module -> faults.add(taken(module)));
            keep(folder, contents);
        }
        return new ModuleRegistry(builtIn, modules, broken, contents, faults);
    }

    private static Fault taken(RegisteredModule module) {
        return module.placeOf("name")
                .fault(module.name(), "a module of this name comes with labd, choose another");
    }

    private static void keep(ModuleFolder folder, Map<String, byte[]> contents) {
        folder.stored().values().forEach(bytes -> contents.put(Sha256.of(bytes), bytes));
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
        return withNeeded(module -> module.isFor(role, labels));
    }

    /** One module behind those that it needs; empty when there is none of this name. */
    public List<RegisteredModule> only(String name) {
        return withNeeded(module -> module.name().equals(name));
    }

    private List<RegisteredModule> withNeeded(Predicate<RegisteredModule> wanted) {
        var needed = new HashSet<String>();
        for (RegisteredModule module : ordered.reversed()) {
            if (needed.contains(module.name()) || wanted.test(module)) {
                needed.add(module.name());
                needed.addAll(module.dependencies());
            }
        }
        return ordered.stream().filter(module -> needed.contains(module.name())).toList();
    }

    /** The code of those of these modules that came with labd, which alone may run in it. */
    public List<LoadedModule> trusted(List<RegisteredModule> some) {
        return some.stream().flatMap(each -> builtIn.loaded(each).stream()).toList();
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
