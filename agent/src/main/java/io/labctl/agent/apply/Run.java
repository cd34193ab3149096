package io.labctl.agent.apply;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;

/** What the steps of one run share. */
record Run(
        Catalog catalog,
        boolean noop,
        TypedResources types,
        Ledger ledger,
        Observations observations) {

    /** Who is to be refreshed when this one changes. */
    List<ResourceId> listenersOf(ResourceId id) {
        return catalog.entries().stream()
                .filter(entry -> entry.restartOn().contains(id))
                .filter(entry -> types.isRefreshable(entry.resource()))
                .map(CatalogEntry::id)
                .toList();
    }

    /** Whether the agent is being stopped; what is not begun then is left for the next run. */
    static boolean isStopped() {
        return Thread.currentThread().isInterrupted();
    }
}
