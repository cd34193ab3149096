package io.labctl.master.worker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.wire.Sha256;
import io.labctl.master.registry.RegisteredModule;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The classes of the site's modules, each compiled once for the content of its folder and of those
 * that it depends on. Safe for many threads.
 */
final class Builds {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Of classes, in bytes. */
    private static final long KEPT = 64L << 20;

    private final Workers workers;
    private final Cache<String, Code> kept =
            Caffeine.newBuilder()
                    .maximumWeight(KEPT)
                    .weigher((String _, Code code) -> code.size())
                    .build();

    Builds(Workers workers) {
        this.workers = workers;
    }

    /**
     * A module's classes.
     *
     * @param key a hash of all that they rest on
     * @param own by binary name; none when there are faults
     * @param dependencies those that it may use, and whatever those may
     */
    record Code(
            String key,
            SortedMap<String, byte[]> own,
            List<Code> dependencies,
            List<Fault> faults) {
        Code {
            own = Collections.unmodifiableSortedMap(own);
            dependencies = List.copyOf(dependencies);
            faults = List.copyOf(faults);
        }

        int size() {
            return 1000 + own.values().stream().mapToInt(each -> each.length).sum();
        }

        private void addTo(SortedMap<String, byte[]> classes) {
            classes.putAll(own);
            dependencies.forEach(each -> each.addTo(classes));
        }
    }

    /**
     * Compiles, unless that was done before.
     *
     * @param earlier the site's modules that come before this one, by name
     */
    Code of(RegisteredModule module, Map<String, Code> earlier) throws NoWorker {
        List<Code> dependencies =
                module.dependencies().stream()
                        .flatMap(name -> Optional.ofNullable(earlier.get(name)).stream())
                        .toList();
        String key =
                Sha256.of(
                        dependencies.stream()
                                .map(Code::key)
                                .collect(Collectors.joining(" ", module.version().sha256(), "")));
        Code known = kept.getIfPresent(key);
        if (known != null) {
            return known;
        }
        return workers.with(worker -> kept.get(key, _ -> build(worker, module, key, dependencies)));
    }

    private static Code build(
            Worker worker, RegisteredModule module, String key, List<Code> dependencies) {
        var visible = new TreeMap<String, byte[]>();
        dependencies.forEach(each -> each.addTo(visible));
        var order = new Order.Build(module.name(), module.folder().files(), visible);
        return switch (worker.take(order, LIMIT)) {
            case Worker.Ending.Answered(Answer.Built(var classes, var faults)) ->
                    new Code(key, classes, dependencies, faults);
            case Worker.Ending.Answered(Answer other) ->
                    throw new IllegalStateException("answered with " + other);
            case Worker.Ending.Lost(_, String why) -> {
                var fault = new Fault(module.name(), null, 0, "compiler " + why);
                yield new Code(key, new TreeMap<>(), dependencies, List.of(fault));
            }
        };
    }
}
