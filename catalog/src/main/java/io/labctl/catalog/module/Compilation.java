package io.labctl.catalog.module;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code catalog = compile(modules, facts, data)}: pure, so the same node and modules always give
 * the same catalog.
 */
public final class Compilation {
    private Compilation() {}

    /**
     * Lets every module declare its resources and puts them in order.
     *
     * @param modules in the order in which they are to be applied, dependencies first
     */
    public static Compiled compile(Node node, List<BoundModule> modules) {
        return compile(node, modules, _ -> {});
    }

    /**
     * The same.
     *
     * @param entering told a module's name whenever its code is about to run
     */
    public static Compiled compile(
            Node node, List<BoundModule> modules, Consumer<String> entering) {
        Compiled first = attempt(node, modules, false, entering);
        return first instanceof Compiled.Failed ? attempt(node, modules, true, entering) : first;
    }

    private static Compiled attempt(
            Node node, List<BoundModule> modules, boolean traced, Consumer<String> entering) {
        var items = new ArrayList<Declarations.Item>();
        var faults = new LinkedHashSet<Fault>();
        boolean isWhole = true;
        for (BoundModule bound : modules) {
            entering.accept(bound.version().name());
            Traced<? extends LabModule> filled =
                    traced ? bound.traced().get() : new Traced<>(bound.module(), Origins.UNKNOWN);
            var declarations = new Declarations(filled.origins(), traced);
            boolean declared = declare(node, bound, filled.module(), declarations, faults);
            isWhole &= declared;
            if (declared || !declarations.isTooLarge()) {
                items.addAll(declarations.items());
            }
        }
        return switch (Ordering.of(items, isWhole, node)) {
            case Ordering.Broken(var broken) -> {
                faults.addAll(broken);
                yield new Compiled.Failed(List.copyOf(faults));
            }
            case Ordering.Sorted(var entries) ->
                    faults.isEmpty()
                            ? new Compiled.Done(catalog(node, modules, entries))
                            : new Compiled.Failed(List.copyOf(faults));
        };
    }

    private static Catalog catalog(
            Node node, List<BoundModule> modules, List<CatalogEntry> entries) {
        return new Catalog(Catalog.FORMAT, node.id().toString(), versions(modules), entries);
    }

    private static List<ModuleVersion> versions(List<BoundModule> modules) {
        return modules.stream().map(BoundModule::version).toList();
    }

    /** Whether all three parts went well; each is heard, for they do not rest on each other. */
    private static boolean declare(
            Node node,
            BoundModule bound,
            LabModule module,
            Declarations declarations,
            Set<Fault> faults) {
        int before = faults.size();
        part(bound, Phase.INSTALL, declarations, faults, plan -> module.install(node, plan));
        part(bound, Phase.CONFIGURE, declarations, faults, plan -> module.configure(node, plan));
        part(bound, Phase.HEALTH, declarations, faults, plan -> module.health(node, plan));
        if (declarations.hasTooManyEdges()) {
            faults.add(tooManyEdges(bound.version().name()));
        }
        return faults.size() == before;
    }

    private static Fault tooManyEdges(String module) {
        String message =
                "module says more than %d times what comes after what"
                        .formatted(Declarations.MOST_EDGES);
        return new Fault(module, null, 0, message);
    }

    private static void part(
            BoundModule bound,
            Phase phase,
            Declarations declarations,
            Set<Fault> faults,
            Consumer<Plan> body) {
        String name = bound.version().name();
        int first = declarations.size();
        try {
            body.accept(new Plan(declarations, name, phase, bound.files(), null));
        } catch (Throwable e) { // some compilers let checked exceptions out undeclared
            if (e instanceof VirtualMachineError broken && !(e instanceof StackOverflowError)) {
                throw broken;
            }
            declarations.breakOff(first);
            faults.add(fault(name, bound.module(), e));
        }
    }

    private static Fault fault(String name, LabModule module, Throwable e) {
        String message = Fault.thrown(e);
        String home = module.getClass().getPackageName();
        return Arrays.stream(e.getStackTrace())
                .filter(frame -> isWithin(home, packageOf(frame.getClassName())))
                .findFirst()
                .map(frame -> new Fault(name, frame.getFileName(), frame.getLineNumber(), message))
                .orElseGet(() -> new Fault(name, null, 0, message));
    }

    private static boolean isWithin(String home, String place) {
        return place.equals(home) || place.startsWith(home + ".");
    }

    private static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }
}
