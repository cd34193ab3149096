package io.labctl.master.worker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Fault;
import io.labctl.master.compile.CompileOrder;
import io.labctl.master.compile.ModuleRuntime;
import io.labctl.master.registry.RegisteredModule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles with the code of the site's own modules, which runs in workers: whatever it does, labd
 * goes on, and the compile has a fault that names the module. Safe for many threads.
 */
public final class SiteRuntime implements ModuleRuntime, AutoCloseable {
    private static final Duration FORGIVEN = Duration.ofMinutes(5);

    /** Each time costs other servers their turn. */
    private static final int OFTEN = 3;

    private final Duration limit;
    private final Workers workers;
    private final Builds builds;

    /** How often lately a module, by its hash, had to be stopped. */
    private final Cache<String, Integer> stopped =
            Caffeine.newBuilder().expireAfterWrite(FORGIVEN).maximumSize(1000).build();

    /**
     * Starts no worker yet.
     *
     * @param java the folder of the Java that runs labd
     * @param classPath labd's own
     */
    public SiteRuntime(Path java, String classPath, boolean isRoot, WorkerLimits limits) {
        this.limit = limits.compile();
        this.workers =
                new Workers(
                        new Sandbox(java, classPath, isRoot, limits.heapBytes() >> 20),
                        limits.workers());
        this.builds = new Builds(workers);
    }

    @Override
    public Outcome run(CompileOrder order) {
        try {
            return runInWorkers(order);
        } catch (NoWorker e) {
            return passing(new Fault(null, null, 0, e.sentence()));
        }
    }

    private Outcome runInWorkers(CompileOrder order) throws NoWorker {
        var faults = new ArrayList<Fault>();
        var built = new LinkedHashMap<String, Builds.Code>();
        for (RegisteredModule each : order.ofSite()) {
            Optional<Fault> quarantined = quarantine(each);
            if (quarantined.isPresent()) {
                return passing(quarantined.get());
            }
            Builds.Code code = builds.of(each, built);
            built.put(each.name(), code);
            faults.addAll(code.faults());
        }
        return faults.isEmpty() ? compile(order, built) : lasting(new Compiled.Failed(faults));
    }

    private Optional<Fault> quarantine(RegisteredModule module) {
        Integer times = stopped.getIfPresent(module.version().sha256());
        return times == null || times < OFTEN
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                module.name(),
                                null,
                                0,
                                "had to be stopped %d times; it is left alone until it changes or 5 minutes have passed"
                                        .formatted(times)));
    }

    private Outcome compile(CompileOrder order, Map<String, Builds.Code> built) throws NoWorker {
        return workers.with(
                worker ->
                        switch (worker.take(new SentOrder(order, built, worker).compile(), limit)) {
                            case Worker.Ending.Answered(Answer.Compiled answer) -> {
                                if (!answer.isClean()) {
                                    worker.close();
                                }
                                yield lasting(compiled(order, answer));
                            }
                            case Worker.Ending.Answered(Answer other) ->
                                    throw new IllegalStateException("answered with " + other);
                            case Worker.Ending.Lost(Optional<String> module, String why) -> {
                                remember(order, module);
                                yield passing(new Fault(module.orElse(null), null, 0, why));
                            }
                        });
    }

    /** The reads are made again on the node here, which so knows what its catalog rests on. */
    private static Compiled compiled(CompileOrder order, Answer.Compiled answer) {
        answer.reads().forEach(order.node()::fact);
        Catalog catalog = answer.catalog();
        if (catalog == null) {
            return new Compiled.Failed(answer.faults());
        }
        List<ModuleVersion> versions =
                order.modules().stream().map(RegisteredModule::version).toList();
        return catalog.agentId().equals(order.node().id()) && catalog.modules().equals(versions)
                ? new Compiled.Done(catalog)
                : new Compiled.Failed(
                        List.of(new Fault(null, null, 0, "a worker answered for somebody else")));
    }

    private void remember(CompileOrder order, Optional<String> module) {
        order.ofSite().stream()
                .filter(each -> module.equals(Optional.of(each.name())))
                .forEach(each -> stopped.asMap().merge(each.version().sha256(), 1, Integer::sum));
    }

    private static Outcome lasting(Compiled compiled) {
        return new Outcome(compiled, true);
    }

    private static Outcome passing(Fault fault) {
        return new Outcome(new Compiled.Failed(List.of(fault)), false);
    }

    @Override
    public void close() {
        workers.close();
    }
}
