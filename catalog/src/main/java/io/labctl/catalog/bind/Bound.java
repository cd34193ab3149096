package io.labctl.catalog.bind;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Origin;
import io.labctl.catalog.module.Origins;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A module's parameters, bound for all nodes that share the data; each node is only asked what
 * {@link ForNode} values make of it. Immutable.
 *
 * @param <T> the module
 */
public final class Bound<T> {
    private final Optional<T> made;
    private final List<Finding> findings;
    private final IdentityHashMap<Object, Place> places;

    /**
     * @param places of the records in it; not changed any more
     */
    Bound(Optional<T> made, List<Finding> findings, IdentityHashMap<Object, Place> places) {
        this.made = made;
        this.findings = List.copyOf(findings);
        this.places = places;
    }

    /** Where the records in the module were written. */
    public Origins origins() {
        return value ->
                Optional.ofNullable(places.get(value))
                        .map(place -> new Origin(place.file(), place.line()));
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
                .orElseGet(() -> new Binding.Refused<>(wrong()));
    }

    private List<Fault> wrong() {
        return findings.stream()
                .filter(Finding.Wrong.class::isInstance)
                .map(each -> ((Finding.Wrong) each).fault())
                .toList();
    }
}
