package io.labctl.catalog.module;

import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Turns declarations into catalog entries in an order that can be applied: edges first, then checks
 * last, then the order of the declarations. Finds duplicates, bad parts and cycles, all of them.
 */
sealed interface Ordering {
    record Sorted(List<CatalogEntry> entries) implements Ordering {}

    record Broken(List<Fault> faults) implements Ordering {}

    static Ordering of(List<Declarations.Item> items) {
        var faults = new ArrayList<Fault>();
        var graph = Graph.of(items, faults);
        if (!faults.isEmpty()) {
            return new Broken(faults);
        }
        List<CatalogEntry> entries = graph.sorted(faults);
        return faults.isEmpty() ? new Sorted(entries) : new Broken(faults);
    }

    /** The resources by address, with what each comes after. */
    final class Graph {
        private final Map<ResourceId, Declarations.Item> items = new LinkedHashMap<>();
        private final Map<ResourceId, Resource> resources = new LinkedHashMap<>();
        private final IdentityHashMap<Declaration<?>, ResourceId> ids = new IdentityHashMap<>();
        private final Map<ResourceId, Set<ResourceId>> after = new HashMap<>();

        static Graph of(List<Declarations.Item> items, List<Fault> faults) {
            var graph = new Graph();
            items.forEach(item -> graph.add(item, faults));
            if (faults.isEmpty()) {
                graph.resources.values().forEach(graph::connect);
            }
            return graph;
        }

        private void add(Declarations.Item item, List<Fault> faults) {
            try {
                Resource resource = item.declaration().resource();
                ResourceId id = resource.id();
                ids.put(item.declaration(), id);
                Declarations.Item earlier = items.putIfAbsent(id, item);
                if (earlier != null) {
                    faults.add(
                            item.fault(
                                    "%s is already declared by %s".formatted(id, earlier.place())));
                    return;
                }
                resources.put(id, resource);
                after.put(id, new LinkedHashSet<>());
            } catch (InvalidInput e) {
                faults.add(item.fault(e.sentence()));
            }
        }

        private void connect(Resource resource) {
            ResourceId id = resource.id();
            item(id).declaration().after().forEach(earlier -> edge(idOf(earlier), id));
            for (ResourceId around : resource.comesAfter()) {
                Resource other = resources.get(around);
                if (other == null) {
                    continue;
                }
                // What is taken away goes after all that it holds: the directory after its files.
                boolean taken = other.ensure() == Presence.ABSENT;
                edge(taken ? id : around, taken ? around : id);
            }
        }

        private void edge(ResourceId earlier, ResourceId later) {
            after.getOrDefault(later, Set.of()).add(earlier);
        }

        /** Kahn's algorithm; the queue keeps declaration order among what is free to go. */
        List<CatalogEntry> sorted(List<Fault> faults) {
            Map<ResourceId, Integer> rank = ranks();
            Map<ResourceId, Integer> waiting = new HashMap<>();
            Map<ResourceId, List<ResourceId>> later = new HashMap<>();
            after.forEach(
                    (id, before) -> {
                        waiting.put(id, before.size());
                        before.forEach(
                                each ->
                                        later.computeIfAbsent(each, _ -> new ArrayList<>())
                                                .add(id));
                    });
            var free =
                    new PriorityQueue<ResourceId>(
                            (a, b) -> Integer.compare(rankOf(rank, a), rankOf(rank, b)));
            waiting.forEach(
                    (id, count) -> {
                        if (count == 0) {
                            free.add(id);
                        }
                    });
            var entries = new ArrayList<CatalogEntry>(resources.size());
            while (!free.isEmpty()) {
                ResourceId id = free.remove();
                entries.add(entry(id));
                for (ResourceId next : later.getOrDefault(id, List.of())) {
                    if (waiting.merge(next, -1, Integer::sum) == 0) {
                        free.add(next);
                    }
                }
            }
            if (entries.size() < resources.size()) {
                faults.add(cycle(waiting));
            }
            return entries;
        }

        private Map<ResourceId, Integer> ranks() {
            Map<ResourceId, Integer> rank = new HashMap<>();
            int position = 0;
            for (Resource resource : resources.values()) {
                rank.put(
                        resource.id(),
                        position++ + (resource instanceof CheckResource ? resources.size() : 0));
            }
            return rank;
        }

        private static int rankOf(Map<ResourceId, Integer> rank, ResourceId id) {
            return rank.getOrDefault(id, 0);
        }

        private CatalogEntry entry(ResourceId id) {
            Declarations.Item item = item(id);
            Resource resource = resources.get(id);
            if (resource == null) {
                throw new IllegalStateException("no resource " + id);
            }
            return new CatalogEntry(
                    resource,
                    item.module(),
                    item.phase(),
                    List.copyOf(after.getOrDefault(id, Set.of())),
                    item.declaration().restartOn().stream().map(this::idOf).distinct().toList());
        }

        private Fault cycle(Map<ResourceId, Integer> waiting) {
            ResourceId here =
                    waiting.entrySet().stream()
                            .filter(each -> each.getValue() > 0)
                            .map(Map.Entry::getKey)
                            .min(ResourceId::compareTo)
                            .orElseThrow();
            var path = new ArrayList<ResourceId>();
            while (!path.contains(here)) {
                path.add(here);
                here =
                        after.getOrDefault(here, Set.of()).stream()
                                .filter(each -> waiting.getOrDefault(each, 0) > 0)
                                .min(ResourceId::compareTo)
                                .orElseThrow();
            }
            path.add(here);
            List<ResourceId> loop = path.subList(path.indexOf(here), path.size());
            return item(here)
                    .fault(
                            "dependency cycle: "
                                    + String.join(
                                            " after ",
                                            loop.stream().map(ResourceId::toString).toList()));
        }

        private Declarations.Item item(ResourceId id) {
            Declarations.Item item = items.get(id);
            if (item == null) {
                throw new IllegalStateException("no declaration of " + id);
            }
            return item;
        }

        private ResourceId idOf(Declaration<?> declaration) {
            ResourceId id = ids.get(declaration);
            if (id == null) {
                throw new IllegalStateException("a declaration of another compile was referred to");
            }
            return id;
        }
    }
}
