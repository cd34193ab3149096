package io.labctl.catalog.module;

import io.labctl.catalog.Phase;
import io.labctl.catalog.error.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one module has declared in one compile, in that order. When tracing, the place of
 * each declaration, in the data or else in the module's source, is kept as well; that costs more
 * than the declaration itself, so a compile is traced only after it has failed once.
 */
final class Declarations {
    private static final StackWalker STACK =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String OWN_PACKAGE = Declarations.class.getPackageName();

    /** Of one module, a check or a directory as much as a file. */
    static final int MOST = 20_000;

    /** Between the resources of one module and what its declarations come after. */
    static final int MOST_EDGES = 100_000;

    /** One declaration with where it came from. */
    record Item(
            Declaration<?> declaration,
            String module,
            Phase phase,
            @Nullable Origin inData,
            @Nullable Origin inSource) {
        Fault fault(String message) {
            return fault(message, origin());
        }

        Fault fault(Declaration.Wrong wrong) {
            return fault(wrong.message(), inData == null ? wrong.origin() : inData);
        }

        private Fault fault(String message, @Nullable Origin origin) {
            return origin == null
                    ? new Fault(module, null, 0, message)
                    : new Fault(module, origin.file(), origin.line(), message);
        }

        private @Nullable Origin origin() {
            return inData == null ? inSource : inData;
        }

        /** {@code base-server (data/common.yaml:31)}. */
        String place() {
            Origin origin = origin();
            return origin == null ? module : "%s (%s)".formatted(module, origin);
        }
    }

    private final List<Item> items = new ArrayList<>();
    private final Origins origins;
    private final boolean traced;
    private boolean tooMany;

    Declarations(Origins origins, boolean traced) {
        this.origins = origins;
        this.traced = traced;
    }

    /**
     * @param from the value in the data that asks for it; null when the module alone does
     * @throws InvalidInput when it is one too many
     */
    void add(Declaration<?> declaration, String module, Phase phase, @Nullable Object from) {
        if (items.size() == MOST) {
            tooMany = true;
            throw new InvalidInput("module declares more than %d resources".formatted(MOST));
        }
        Origin inData = traced && from != null ? origins.of(from).orElse(null) : null;
        Origin inSource = traced && inData == null ? caller().orElse(null) : null;
        items.add(new Item(declaration, module, phase, inData, inSource));
    }

    int size() {
        return items.size();
    }

    /**
     * A part of the module has thrown.
     *
     * @param first the first declaration of that part; the last is the one that it spoke of
     */
    void breakOff(int first) {
        List<Item> broken = items.subList(first, items.size());
        broken.forEach(each -> each.declaration().breakOff(Declaration.Heard.PERHAPS_ALL));
        if (!broken.isEmpty()) {
            broken.getLast().declaration().breakOff(Declaration.Heard.A_PART);
        }
    }

    /** Whether it has more resources or more edges than it may, so that none is looked at. */
    boolean isTooLarge() {
        return tooMany || hasTooManyEdges();
    }

    List<Item> items() {
        return items;
    }

    boolean hasTooManyEdges() {
        return items.stream().mapToLong(each -> each.declaration().edges()).sum() > MOST_EDGES;
    }

    /** The nearest frame that is neither ours nor the language's: a loop's forEach is no place. */
    static Optional<Origin> caller() {
        return STACK.walk(frames -> frames.filter(Declarations::isOfModule).findFirst())
                .map(frame -> new Origin(frame.getFileName(), frame.getLineNumber()));
    }

    private static boolean isOfModule(StackWalker.StackFrame frame) {
        String home = frame.getDeclaringClass().getPackageName();
        return !home.equals(OWN_PACKAGE) && !home.startsWith("java.");
    }
}
