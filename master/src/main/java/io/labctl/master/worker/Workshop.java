package io.labctl.master.worker;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.name.AgentId;
import io.labctl.master.compile.Bindings;
import io.labctl.master.compile.ServerCompile;
import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.registry.LoadedModule;
import io.labctl.master.registry.ModuleLoader;
import io.labctl.master.registry.RegisteredModule;
import io.labctl.master.site.DataFile;
import io.labctl.master.site.ServerData;
import io.labctl.master.site.SiteModules;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a worker does with an order, and what it remembers of those before. */
final class Workshop {
    private static final long BINDING_BYTES = 2L << 20;

    private static final ModuleClasses NO_CLASSES = new ModuleClasses(Map.of(), List.of());

    private final Consumer<String> entering;
    private final BuiltInModules builtIn = BuiltInModules.onClassPath();
    private final Bindings bindings = new Bindings(BINDING_BYTES);
    private final Map<String, Known> modules = new HashMap<>();
    private final Map<String, DataFile> layers = new HashMap<>();
    private final ThreadMXBean machine = ManagementFactory.getThreadMXBean();
    private final int threads = Thread.activeCount();

    /** A module of the site, or what is wrong with its code. */
    private record Known(
            Optional<LoadedModule> loaded, ModuleClasses classes, List<Fault> faults) {}

    Workshop(Consumer<String> entering) {
        this.entering = entering;
    }

    Answer take(Order order) {
        return switch (order) {
            case Order.Build build -> {
                entering.accept(build.module()); // none of it runs, yet it may cost the worker
                yield new SourceCompiler(build).compile();
            }
            case Order.Compile compile -> compile(compile);
        };
    }

    private Answer.Compiled compile(Order.Compile order) {
        var loaded = new ArrayList<LoadedModule>();
        var faults = new ArrayList<>(order.faults());
        for (Order.Module each : order.modules()) {
            Known known = known(each);
            known.loaded().ifPresent(loaded::add);
            faults.addAll(known.faults());
        }
        var data = new ServerData(layers(order), order.whole(), SiteModules.NONE, faults);
        var node =
                new Node(AgentId.parse(order.agent()), order.role(), order.labels(), order.facts());
        return answer(
                ServerCompile.run(node, loaded, order.known(), data, bindings, entering), node);
    }

    private Answer.Compiled answer(Compiled compiled, Node node) {
        var reads = new TreeSet<>(node.reads().keySet());
        return switch (compiled) {
            case Compiled.Done(Catalog catalog) ->
                    new Answer.Compiled(catalog, List.of(), reads, isClean());
            case Compiled.Failed(List<Fault> faults) ->
                    new Answer.Compiled(null, faults, reads, isClean());
        };
    }

    private boolean isClean() {
        return Thread.activeCount() <= threads && !hasVirtualThreads();
    }

    /** They are not counted anywhere; those that carry them have their scheduler's name. */
    private boolean hasVirtualThreads() {
        return Arrays.stream(machine.getThreadInfo(machine.getAllThreadIds()))
                .filter(Objects::nonNull) // it has ended meanwhile
                .anyMatch(each -> each.getThreadName().startsWith("ForkJoinPool-1-"));
    }

    private Known known(Order.Module order) {
        Optional<LoadedModule> own = builtIn.named(order.name());
        if (own.isPresent()) {
            return new Known(own, NO_CLASSES, List.of());
        }
        Order.Code code = order.code();
        if (code != null) {
            entering.accept(order.name()); // its enums and defaults are looked at
            modules.put(order.key(), load(order, code));
        }
        return Optional.ofNullable(modules.get(order.key()))
                .orElseThrow(() -> new IllegalStateException("no code of " + order.name()));
    }

    private Known load(Order.Module order, Order.Code code) {
        List<ModuleClasses> dependencies =
                code.dependencies().stream()
                        .flatMap(key -> Stream.ofNullable(modules.get(key)))
                        .map(Known::classes)
                        .toList();
        var classes = new ModuleClasses(code.classes(), dependencies);
        RegisteredModule registered =
                RegisteredModule.sent(
                        order.name(), code.manifest().bytes(), order.sha256(), code.files());
        var loader = new ModuleLoader(registered, classes);
        Optional<LoadedModule> loaded = loader.load();
        return new Known(loaded, classes, loader.faults());
    }

    private List<DataFile> layers(Order.Compile order) {
        return order.layers().stream().map(this::layer).toList();
    }

    private DataFile layer(Order.Layer order) {
        Blob bytes = order.bytes();
        String key = order.name() + " " + order.sha256();
        if (bytes != null) {
            layers.put(key, DataFile.read(order.name(), bytes.bytes()));
        }
        return Optional.ofNullable(layers.get(key))
                .orElseThrow(() -> new IllegalStateException("no bytes of " + order.name()));
    }
}
