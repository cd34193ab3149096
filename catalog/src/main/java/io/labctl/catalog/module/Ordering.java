package io.labctl.catalog.module;

import io.labctl.catalog.CatalogEntry;
import java.util.List;

/**
 * Declarations as catalog entries in an order that can be applied: edges first, then checks last,
 * then the order of the declarations. Or all that stands in the way: duplicates, bad parts,
 * contradictions, cycles.
 */
sealed interface Ordering {
    record Sorted(List<CatalogEntry> entries) implements Ordering {}

    record Broken(List<Fault> faults) implements Ordering {}

    /**
     * Orders them.
     *
     * @param isWhole whether nothing is missing because a module broke off
     */
    static Ordering of(List<Declarations.Item> items, boolean isWhole, Node node) {
        var graph = new Graph(items, isWhole);
        graph.complete(node);
        List<CatalogEntry> entries = graph.sorted();
        return graph.faults().isEmpty() ? new Sorted(entries) : new Broken(graph.faults());
    }
}
