package io.labctl.master.worker;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
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

/**
 * Compiles with the code of the site's own modules, which runs in workers: whatever it does, labd
 * goes on, and the compile has a fault that names the module. Safe for many threads.
 */
public final class SiteRuntime implements ModuleRuntime, AutoCloseable {
    /** Of a fault, in characters. */
    private static final int LONGEST = 1000;

    /** They are counted, and most of them not shown. */
    private static final int MOST_FAULTS = 100_000;

    /** A machine has some hundreds of facts. */
    private static final int MOST_READS = 10_000;

    private final Duration limit;
    private final Workers workers;
    private final Builds builds;
    private final ModuleCosts costs = new ModuleCosts();

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
                        () -> Worker.start(sandbox, ModuleWorker.class, json, random, costs),
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
            Optional<Fault> quarantined = costs.quarantine(each.version());
            if (quarantined.isPresent()) {
                return passing(quarantined.get());
            }
            Builds.Code code = builds.of(each, built);
            built.put(each.name(), code);
            faults.addAll(told(code.faults()));
            if (!code.isLasting()) {
                costs.count(each.version(), "its " + code.faults().getFirst().message());
                return new Outcome(new Compiled.Failed(faults), false);
            }
        }
        return faults.isEmpty() ? compile(order, built) : lasting(new Compiled.Failed(faults));
    }

    private Outcome compile(CompileOrder order, Map<String, Builds.Code> built) throws NoWorker {
        return workers.with(
                worker ->
                        switch (worker.take(
                                new SentOrder(order, built, worker).compile(),
                                versions(order.ofSite()),
                                limit)) {
                            case Worker.Ending.Answered(Answer.Compiled answer)
                                    when isFor(order, answer) -> {
                                if (!answer.isClean()) {
                                    worker.retire();
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
                        && catalog.modules().equals(versions(order.modules()));
    }

    private static List<ModuleVersion> versions(List<RegisteredModule> modules) {
        return modules.stream().map(RegisteredModule::version).toList();
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
        (named.isEmpty() ? order.ofSite() : named)
                .forEach(each -> costs.count(each.version(), "it " + why));
        return passing(new Fault(module.map(Printable::of).orElse(null), null, 0, why));
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
