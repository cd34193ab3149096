package io.labctl.agent.apply;

import io.labctl.agent.machine.PolicyLabels;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the steps of one run share.
 *
 * @param warnings takes what a person should know besides, in one sentence
 */
record Run(
        Catalog catalog,
        Manner manner,
        TypedResources types,
        Ledger ledger,
        Observations observations,
        PolicyLabels labels,
        Consumer<String> warnings) {

    boolean noop() {
        return manner.noop();
    }

    /** Who is to be refreshed when this one changes, and how. */
    Map<ResourceId, Refresh> listenersOf(ResourceId id) {
        var listeners = new LinkedHashMap<ResourceId, Refresh>();
        for (CatalogEntry entry : catalog.entries()) {
            if (types.isRefreshable(entry.resource())) {
                if (entry.restartOn().contains(id)) {
                    listeners.put(entry.id(), Refresh.RESTART);
                } else if (entry.reloadOn().contains(id)) {
                    listeners.put(entry.id(), Refresh.RELOAD);
                }
            }
        }
        return listeners;
    }

    /** What this one comes after, directly or by way of others. */
    Set<ResourceId> allBefore(CatalogEntry one) {
        var afters = new HashMap<ResourceId, List<ResourceId>>();
        catalog.entries().forEach(entry -> afters.put(entry.id(), entry.after()));
        var before = new HashSet<ResourceId>();
        var left = new ArrayDeque<>(one.after());
        while (!left.isEmpty()) {
            ResourceId next = left.remove();
            if (before.add(next)) {
                left.addAll(afters.getOrDefault(next, List.of()));
            }
        }
        return before;
    }

    /** What the catalog wants besides, also where this run is about a part of it only. */
    List<Resource> wantedBesides(CatalogEntry one) {
        var wanted = new LinkedHashMap<ResourceId, Resource>();
        manner.besides().forEach(each -> wanted.put(each.id(), each));
        catalog.entries().forEach(entry -> wanted.put(entry.id(), entry.resource()));
        wanted.remove(one.id());
        return List.copyOf(wanted.values());
    }

    /** Whether the agent is being stopped; what is not begun then is left for the next run. */
    static boolean isStopped() {
        return Thread.currentThread().isInterrupted();
    }
}
