package io.labctl.master.registry;

import io.labctl.catalog.module.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The modules that came with labd, the same for its whole life. Their code is on labd's class path
 * and trusted.
 */
public final class BuiltInModules {
    /** The folders of {@code modules/}; a test holds this list against them. */
    private static final List<String> NAMES = List.of("base-server");

    private final SortedMap<String, LoadedModule> modules = new TreeMap<>();
    private final SortedMap<String, RegisteredModule> registered = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private BuiltInModules(Collection<ModuleFolder> folders) {
        folders.forEach(this::take);
    }

    public static BuiltInModules onClassPath() {
        return of(NAMES.stream().map(ModuleFolder::onClassPath).toList());
    }

    /** These modules, whose classes are on labd's class path. */
    static BuiltInModules of(Collection<ModuleFolder> folders) {
        return new BuiltInModules(folders);
    }

    private void take(ModuleFolder folder) {
        var reader = new ManifestReader(folder);
        Optional<RegisteredModule> read = reader.read();
        faults.addAll(reader.faults());
        read.ifPresent(module -> load(module, reader.faults().isEmpty()));
    }

    private void load(RegisteredModule module, boolean isSound) {
        var loader = new ModuleLoader(module, BuiltInModules.class.getClassLoader());
        Optional<LoadedModule> loaded = loader.load();
        faults.addAll(loader.faults());
        loaded.filter(_ -> isSound)
                .ifPresent(
                        each -> {
                            modules.put(module.name(), each);
                            registered.put(module.name(), module);
                        });
    }

    List<Fault> faults() {
        return faults;
    }

    Map<String, RegisteredModule> registered() {
        return Collections.unmodifiableMap(registered);
    }

    /** The code of a module; empty for one of the site. */
    public Optional<LoadedModule> loaded(RegisteredModule module) {
        return Optional.ofNullable(modules.get(module.name()))
                .filter(each -> each.registered() == module);
    }

    /** The same by its name. */
    public Optional<LoadedModule> named(String name) {
        return Optional.ofNullable(modules.get(name));
    }
}
