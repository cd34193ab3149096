package io.labctl.catalog.module;

import io.labctl.catalog.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the modules of one compile have declared, in that order. When tracing, the place
 * of each declaration in its module's source is kept as well; that costs more than the declaration
 * itself, so a compile is traced only after it has failed once.
 */
final class Declarations {
    private static final StackWalker STACK =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String OWN_PACKAGE = Declarations.class.getPackageName();

    /** One declaration with where it came from. */
    record Item(
            Declaration<?> declaration,
            String module,
            Phase phase,
            StackWalker.@Nullable StackFrame site) {
        Fault fault(String message) {
            return new Fault(
                    module,
                    site == null ? null : site.getFileName(),
                    site == null ? 0 : site.getLineNumber(),
                    message);
        }

        /** {@code base-server (BaseServer.java:31)}. */
        String place() {
            return site == null
                    ? module
                    : "%s (%s:%d)".formatted(module, site.getFileName(), site.getLineNumber());
        }
    }

    private final List<Item> items = new ArrayList<>();
    private final boolean traced;

    Declarations(boolean traced) {
        this.traced = traced;
    }

    void add(Declaration<?> declaration, String module, Phase phase) {
        items.add(new Item(declaration, module, phase, traced ? caller().orElse(null) : null));
    }

    List<Item> items() {
        return items;
    }

    /** The nearest frame that is neither ours nor the language's: a loop's forEach is no place. */
    private static Optional<StackWalker.StackFrame> caller() {
        return STACK.walk(frames -> frames.filter(Declarations::isOfModule).findFirst());
    }

    private static boolean isOfModule(StackWalker.StackFrame frame) {
        String home = frame.getDeclaringClass().getPackageName();
        return !home.equals(OWN_PACKAGE) && !home.startsWith("java.");
    }
}
