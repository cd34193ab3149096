package io.labctl.catalog.module;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.Phase;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        Compiled first = attempt(node, modules, false);
        return first instanceof Compiled.Failed ? attempt(node, modules, true) : first;
    }

    private static Compiled attempt(Node node, List<BoundModule> modules, boolean traced) {
        var declarations = new Declarations(traced);
        var faults = new ArrayList<Fault>();
        for (BoundModule module : modules) {
            declare(node, module, declarations, faults);
        }
        if (!faults.isEmpty()) {
            return new Compiled.Failed(faults);
        }
        return switch (Ordering.of(declarations.items())) {
            case Ordering.Broken(var broken) -> new Compiled.Failed(broken);
            case Ordering.Sorted(var entries) ->
                    new Compiled.Done(
                            new Catalog(
                                    Catalog.FORMAT,
                                    node.id().toString(),
                                    versions(modules),
                                    entries));
        };
    }

    private static List<ModuleVersion> versions(List<BoundModule> modules) {
        return modules.stream().map(BoundModule::version).toList();
    }

    private static void declare(
            Node node, BoundModule bound, Declarations declarations, List<Fault> faults) {
        String name = bound.version().name();
        LabModule module = bound.module();
        try {
            module.install(node, new Plan(declarations, name, Phase.INSTALL, bound.files()));
            module.configure(node, new Plan(declarations, name, Phase.CONFIGURE, bound.files()));
            module.health(node, new Plan(declarations, name, Phase.HEALTH, bound.files()));
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            faults.add(fault(name, module, e));
        }
    }

    private static Fault fault(String name, LabModule module, Throwable e) {
        String message = e instanceof LabException known ? known.sentence() : thrown(e);
        String home = module.getClass().getPackageName();
        return Arrays.stream(e.getStackTrace())
                .filter(frame -> isWithin(home, packageOf(frame.getClassName())))
                .findFirst()
                .map(frame -> new Fault(name, frame.getFileName(), frame.getLineNumber(), message))
                .orElseGet(() -> new Fault(name, null, 0, message));
    }

    private static String thrown(Throwable e) {
        String message = e.getMessage();
        String kind = e.getClass().getSimpleName();
        return message == null
                ? "threw %s".formatted(kind)
                : "threw %s: %s".formatted(kind, Printable.of(message));
    }

    private static boolean isWithin(String home, String place) {
        return place.equals(home) || place.startsWith(home + ".");
    }

    private static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }
}
