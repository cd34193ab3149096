package io.labctl.master.worker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.wire.Sha256;
import io.labctl.master.registry.RegisteredModule;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The classes of the site's modules, each compiled once for the content of its folder and of those
 * that it depends on. Safe for many threads.
 */
final class Builds {
    /** Of classes, in bytes. */
    private static final long KEPT = 64L << 20;

    private final Workers workers;
    private final Duration limit;
    private final Cache<String, Code> kept =
            Caffeine.newBuilder()
                    .maximumWeight(KEPT)
                    .weigher((String _, Code code) -> code.size())
                    .build();

    /**
     * @param limit of one module
     */
    Builds(Workers workers, Duration limit) {
        this.workers = workers;
        this.limit = limit;
    }

    /**
     * A module's classes.
     *
     * @param key a hash of all that they rest on
     * @param own by binary name; none when there are faults
     * @param dependencies all that it may use, those of its dependencies too
     * @param isLasting whether another try would end the same way
     */
    record Code(
            String key,
            SortedMap<String, byte[]> own,
            List<Code> dependencies,
            List<Fault> faults,
            boolean isLasting) {
        Code {
            own = Collections.unmodifiableSortedMap(own);
            dependencies = List.copyOf(dependencies);
            faults = List.copyOf(faults);
        }

        int size() {
            return 1000 + own.values().stream().mapToInt(each -> each.length).sum();
        }
    }

    /**
     * Compiles, unless that was done before.
     *
     * @param earlier the site's modules that come before this one, by name
     */
    Code of(RegisteredModule module, Map<String, Code> earlier) throws NoWorker {
        List<Code> dependencies = dependencies(module, earlier);
        String key =
                Sha256.of(
                        dependencies.stream()
                                .map(Code::key)
                                .collect(Collectors.joining(" ", module.version().sha256(), "")));
        Code known = kept.getIfPresent(key);
        if (known != null) {
            return known;
        }
        return workers.with(worker -> builtOnce(worker, module, key, dependencies));
    }

    private static List<Code> dependencies(RegisteredModule module, Map<String, Code> earlier) {
        var all = new LinkedHashMap<String, Code>();
        for (String name : module.dependencies()) {
            Code direct = earlier.get(name);
            if (direct != null) {
                direct.dependencies().forEach(each -> all.put(each.key(), each));
                all.put(direct.key(), direct);
            }
        }
        return List.copyOf(all.values());
    }

    /** Somebody else may have built it while this waited for a worker. */
    private Code builtOnce(
            Worker worker, RegisteredModule module, String key, List<Code> dependencies) {
        Code known = kept.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Code built = build(worker, module, key, dependencies);
        if (built.isLasting()) {
            kept.put(key, built);
        }
        return built;
    }

    private Code build(
            Worker worker, RegisteredModule module, String key, List<Code> dependencies) {
        var visible = new TreeMap<String, byte[]>();
        dependencies.forEach(each -> visible.putAll(each.own()));
        var order = new Order.Build(module.name(), sources(module), visible);
        return switch (worker.take(order, List.of(module.version()), limit)) {
            case Worker.Ending.Answered(Answer.Built(var classes, var faults)) ->
                    new Code(key, classes, dependencies, faults, true);
            case Worker.Ending.Answered(Answer _) -> {
                worker.close(); // something else than itself speaks for it
                yield lost(module, key, dependencies, "answered something else");
            }
            case Worker.Ending.Lost(_, String why) -> lost(module, key, dependencies, why);
        };
    }

    private static Code lost(
            RegisteredModule module, String key, List<Code> dependencies, String why) {
        var fault = new Fault(module.name(), null, 0, "compiler " + why);
        return new Code(key, new TreeMap<>(), dependencies, List.of(fault), false);
    }

    private static SortedMap<String, byte[]> sources(RegisteredModule module) {
        var sources = new TreeMap<>(module.folder().files());
        sources.keySet().removeIf(name -> !name.startsWith("src/") || !name.endsWith(".java"));
        return sources;
    }
}
