package io.labctl.catalog.bind;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Traced;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A module's parameters, bound for all nodes that share the data; each node is only asked what
 * {@link ForNode} values make of it. Immutable.
 *
 * @param <T> the module
 */
public final class Bound<T> {
    private final Optional<T> made;
    private final List<Finding> findings;
    private final Supplier<Traced<T>> again;

    /**
     * @param again fills the module once more, keeping places; only asked when there is one
     */
    Bound(Optional<T> made, List<Finding> findings, Supplier<Traced<T>> again) {
        this.made = made;
        this.findings = List.copyOf(findings);
        this.again = again;
    }

    /**
     * An equal module that knows where its records were written. Bindings are kept for long and
     * their places hardly ever asked for, so they are found anew.
     */
    public Traced<T> traced() {
        return again.get();
    }

    /** The module, or all that is wrong for this node. */
    public Binding<T> forNode(Node node) {
        List<Fault> faults = findings.stream().flatMap(each -> each.faults(node).stream()).toList();
        return made.filter(_ -> faults.isEmpty())
                .map(each -> (Binding<T>) new Binding.Ready<>(each))
                .orElseGet(() -> new Binding.Refused<>(faults));
    }

    /** The record, or all that is wrong for every node. */
    Binding<T> forAny() {
        return made.map(each -> (Binding<T>) new Binding.Ready<>(each))
                .orElseGet(() -> new Binding.Refused<>(Finding.wrong(findings)));
    }
}
