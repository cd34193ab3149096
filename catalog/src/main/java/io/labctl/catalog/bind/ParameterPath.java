package io.labctl.catalog.bind;

import io.labctl.catalog.name.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Where a value belongs in its module, written {@code users.alice.groups[0]}. It is spelled out
 * only when a fault has to name it, because every value of every compile has one.
 */
final class ParameterPath {
    /** The module itself. */
    static final ParameterPath ROOT = new ParameterPath(null, "");

    private final @Nullable ParameterPath outer;
    private final Object step;

    private ParameterPath(@Nullable ParameterPath outer, Object step) {
        this.outer = outer;
        this.step = step;
    }

    static ParameterPath of(String parameter) {
        return ROOT.then(parameter);
    }

    ParameterPath then(String name) {
        return new ParameterPath(this, name);
    }

    ParameterPath item(int position) {
        return new ParameterPath(this, position);
    }

    boolean isRoot() {
        return outer == null;
    }

    /** Whether a sentence begins with it, or with its last step. */
    boolean begins(String sentence) {
        return sentence.startsWith(this + " ") || sentence.startsWith(step + " ");
    }

    @Override
    public String toString() {
        String before = outer == null ? "" : outer.toString();
        if (step instanceof Integer position) {
            return before + "[" + position + "]";
        }
        String name = Printable.of(step.toString());
        return before.isEmpty() ? name : before + "." + name;
    }
}
