package io.labctl.master.worker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.wire.WireJson;
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
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles with the code of the site's own modules, which runs in workers: whatever it does, labd
 * goes on, and the compile has a fault that names the module. Safe for many threads.
 */
public final class SiteRuntime implements ModuleRuntime, AutoCloseable {
    /** Of a fault, in characters. */
    private static final int LONGEST = 1000;

    /** One more is told as that there are more. */
    private static final int MOST_FAULTS = 51;

    /** A machine has some hundreds of facts. */
    private static final int MOST_READS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(SiteRuntime.class);
    private static final Duration FORGIVEN = Duration.ofMinutes(5);

    /** Each time costs other servers their turn. */
    private static final int OFTEN = 3;

    private final Duration limit;
    private final Workers workers;
    private final Builds builds;

    /** What a module, by its hash, has lately cost. */
    private final Cache<String, Cost> costs =
            Caffeine.newBuilder().expireAfterWrite(FORGIVEN).maximumSize(1000).build();

    /**
     * Workers that were lost.
     *
     * @param because why the last one was
     */
    private record Cost(int workers, String because) {
        Cost and(Cost more) {
            return new Cost(workers + more.workers, more.because);
        }
    }

    /**
     * Starts no worker yet.
     *
     * @param java the folder of the Java that runs labd
     * @param classPath labd's own
     * @param random such that nobody foresees it
     */
    public SiteRuntime(
            Path java,
            String classPath,
            boolean isRoot,
            WorkerLimits limits,
            RandomGenerator random) {
        this.limit = limits.compile();
        var users = WorkerUsers.ofThisMachine(isRoot, random);
        var sandbox = new Sandbox(java, classPath, users, limits.heapBytes() >> 20);
        var json = WireJson.mapper(Worker.MOST_TOKENS);
        this.workers =
                new Workers(
                        () -> Worker.start(sandbox, ModuleWorker.class, json, random),
                        limits.workers(),
                        limits.mostTold());
        this.builds = new Builds(workers, limits.build());
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
            faults.addAll(told(code.faults()));
            if (!code.isLasting()) {
                count(each, "its " + code.faults().getFirst().message());
                return new Outcome(new Compiled.Failed(faults), false);
            }
        }
        return faults.isEmpty() ? compile(order, built) : lasting(new Compiled.Failed(faults));
    }

    private Optional<Fault> quarantine(RegisteredModule module) {
        Cost cost = costs.getIfPresent(module.version().sha256());
        return cost == null || cost.workers() < OFTEN
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                module.name(),
                                null,
                                0,
                                "cost %d workers, the last one because %s; it is left alone until it changes or %s have passed"
                                        .formatted(
                                                cost.workers(),
                                                cost.because(),
                                                Span.of(FORGIVEN))));
    }

    private Outcome compile(CompileOrder order, Map<String, Builds.Code> built) throws NoWorker {
        return workers.with(
                worker ->
                        switch (worker.take(new SentOrder(order, built, worker).compile(), limit)) {
                            case Worker.Ending.Answered(Answer.Compiled answer)
                                    when isFor(order, answer) -> {
                                if (!answer.isClean()) {
                                    worker.close();
                                }
                                yield lasting(compiled(order, answer));
                            }
                            case Worker.Ending.Answered(Answer _) -> {
                                worker.close(); // something else than itself speaks for it
                                yield lost(
                                        order,
                                        worker.entered(),
                                        "gave an answer that is none to what labd asked");
                            }
                            case Worker.Ending.Lost(Optional<String> module, String why) ->
                                    lost(order, module, why);
                        });
    }

    private static boolean isFor(CompileOrder order, Answer.Compiled answer) {
        Catalog catalog = answer.catalog();
        return catalog == null
                ? !answer.faults().isEmpty()
                : catalog.agentId().equals(order.node().id())
                        && catalog.modules().equals(versions(order));
    }

    private static List<ModuleVersion> versions(CompileOrder order) {
        return order.modules().stream().map(RegisteredModule::version).toList();
    }

    /** The reads are made again on the node here, which so knows what its catalog rests on. */
    private static Compiled compiled(CompileOrder order, Answer.Compiled answer) {
        answer.reads().stream().limit(MOST_READS).forEach(order.node()::fact);
        Catalog catalog = answer.catalog();
        return catalog == null
                ? new Compiled.Failed(told(answer.faults()))
                : new Compiled.Done(catalog);
    }

    /** In words that may be shown anywhere, whoever chose them. */
    private static List<Fault> told(List<Fault> faults) {
        return faults.stream().limit(MOST_FAULTS).map(SiteRuntime::told).toList();
    }

    private static Fault told(Fault fault) {
        return new Fault(
                fault.module() == null ? null : Printable.of(fault.module()),
                fault.file() == null ? null : Printable.of(fault.file()),
                fault.line(),
                Printable.of(fault.message(), LONGEST));
    }

    /** Who it was is the worker's word; where that is none of the site's, it may be any of them. */
    private Outcome lost(CompileOrder order, Optional<String> module, String why) {
        List<RegisteredModule> named =
                order.ofSite().stream()
                        .filter(each -> module.equals(Optional.of(each.name())))
                        .toList();
        (named.isEmpty() ? order.ofSite() : named).forEach(each -> count(each, "it " + why));
        return passing(new Fault(module.map(Printable::of).orElse(null), null, 0, why));
    }

    private void count(RegisteredModule module, String because) {
        Cost cost = costs.asMap().merge(module.version().sha256(), new Cost(1, because), Cost::and);
        LOG.atWarn()
                .addKeyValue("module", module.name())
                .addKeyValue("times", cost.workers())
                .addKeyValue("reason", because)
                .log("a worker was lost that ran this module");
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
