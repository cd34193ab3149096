package io.labctl.catalog.module;

import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** The resources of one compile by address, with the edges between them. */
final class Graph {
    private static final Comparator<Vertex> FIRST =
            Comparator.comparing(Vertex::isCheck).thenComparingInt(each -> each.position);

    private final List<Fault> faults = new ArrayList<>();
    private final List<Vertex> vertices = new ArrayList<>();
    private final Map<ResourceId, Vertex> byId = new HashMap<>();
    private final IdentityHashMap<Declaration<?>, Vertex> byDeclaration = new IdentityHashMap<>();

    Graph(List<Declarations.Item> items) {
        items.forEach(this::add);
    }

    List<Fault> faults() {
        return faults;
    }

    private void add(Declarations.Item item) {
        try {
            var vertex = new Vertex(item, item.declaration().resource(), vertices.size());
            byDeclaration.put(item.declaration(), vertex);
            Vertex earlier = byId.putIfAbsent(vertex.id, vertex);
            if (earlier == null) {
                vertices.add(vertex);
            } else {
                String place = earlier.item.place();
                faults.add(item.fault("%s is already declared by %s".formatted(vertex.id, place)));
            }
        } catch (InvalidInput e) {
            faults.add(item.fault(e.sentence()));
        } catch (RuntimeException e) {
            // A module that was compiled without null checks hands null to a resource.
            String reason = Printable.of(String.valueOf(e));
            faults.add(item.fault("is no resource: " + reason));
        }
    }

    /** Draws the edges; pointless, and so left out, when a resource could not even be made. */
    void connect() {
        if (faults.isEmpty()) {
            vertices.forEach(this::connect);
        }
    }

    private void connect(Vertex vertex) {
        for (Declaration<?> earlier : vertex.item.declaration().after()) {
            connect(vertex, byDeclaration.get(earlier));
        }
        for (ResourceId implied : vertex.resource.comesAfter()) {
            Vertex other = byId.get(implied);
            if (other != null) {
                imply(vertex, other);
            }
        }
    }

    private void connect(Vertex vertex, @Nullable Vertex earlier) {
        if (earlier == null) {
            faults.add(
                    vertex.item.fault(
                            "%s comes after a declaration of another compile"
                                    .formatted(vertex.id)));
        } else if (earlier.isCheck() && !vertex.isCheck()) {
            faults.add(
                    vertex.item.fault(
                            "%s comes after %s, but checks run after everything else"
                                    .formatted(vertex.id, earlier.id)));
        } else {
            vertex.comesAfter(earlier);
        }
    }

    private void imply(Vertex vertex, Vertex other) {
        Resource needed = other.resource;
        if (needed.ensure() == Presence.PRESENT) {
            vertex.comesAfter(other);
        } else if (vertex.resource.ensure() == Presence.ABSENT) {
            // What is taken away goes after all that it holds: the directory after its files.
            other.comesAfter(vertex);
        } else {
            faults.add(
                    vertex.item.fault(
                            "%s needs %s, which %s wants to be absent"
                                    .formatted(vertex.id, other.id, other.item.place())));
        }
    }

    /** Kahn's algorithm; the queue keeps declaration order among what is free to go. */
    List<CatalogEntry> sorted() {
        var free = new PriorityQueue<Vertex>(FIRST);
        vertices.stream().filter(each -> each.waiting == 0).forEach(free::add);
        SequencedSet<Vertex> done = LinkedHashSet.newLinkedHashSet(vertices.size());
        while (faults.isEmpty() && done.size() < vertices.size()) {
            if (free.isEmpty()) {
                faults.addAll(new Cycles(vertices, done).faults());
                return List.of();
            }
            Vertex next = free.remove();
            done.add(next);
            next.later.stream().filter(each -> --each.waiting == 0).forEach(free::add);
        }
        return faults.isEmpty() ? done.stream().map(this::entry).toList() : List.of();
    }

    private CatalogEntry entry(Vertex vertex) {
        List<Declaration<?>> restartOn = vertex.item.declaration().restartOn();
        return vertex.entry(
                restartOn.isEmpty()
                        ? Collections.emptyList()
                        : restartOn.stream()
                                .map(byDeclaration::get)
                                .map(each -> each.id)
                                .distinct()
                                .toList());
    }
}
