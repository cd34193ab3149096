package io.labctl.catalog.module;

import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The resources of one compile by address, with the edges between them. */
final class Graph {
    private static final Comparator<Vertex> FIRST =
            (a, b) ->
                    a.isCheck() == b.isCheck()
                            ? Integer.compare(a.position, b.position)
                            : Boolean.compare(a.isCheck(), b.isCheck());

    private final List<Fault> faults = new ArrayList<>();
    private final List<Vertex> vertices;
    private final Map<ResourceId, Vertex> byId;
    private final IdentityHashMap<Declaration<?>, Vertex> byDeclaration;
    private final Set<Declaration<?>> unmade = new HashSet<>();
    private final boolean isWhole;
    private boolean hasMounts;

    /**
     * A graph.
     *
     * @param isWhole whether nothing is missing because a module broke off
     */
    Graph(List<Declarations.Item> items, boolean isWhole) {
        this.isWhole = isWhole;
        vertices = new ArrayList<>(items.size());
        byId = HashMap.newHashMap(items.size());
        byDeclaration = new IdentityHashMap<>(items.size());
        boolean hasParts = false;
        for (int at = 0; at < items.size(); at++) {
            if (isPart(items.get(at))) {
                hasParts = true;
            } else {
                add(items.get(at), at);
            }
        }
        for (int at = 0; hasParts && at < items.size(); at++) {
            if (isPart(items.get(at))) { // what is declared by itself comes before it
                add(items.get(at), at);
            }
        }
    }

    private static boolean isPart(Declarations.Item item) {
        return item.declaration() instanceof PartDeclaration;
    }

    List<Fault> faults() {
        return faults;
    }

    private void add(Declarations.Item item, int position) {
        item.declaration().wrong().forEach(each -> faults.add(item.fault(each)));
        resource(item).ifPresent(resource -> add(new Vertex(item, resource, position)));
    }

    /** What it makes, unless it is not fit to be held against others. */
    private Optional<Resource> resource(Declarations.Item item) {
        Declaration<?> declaration = item.declaration();
        try {
            Resource resource = declaration.resource();
            if (declaration.isComparable()) {
                return Optional.of(resource);
            }
            unmade.add(declaration);
        } catch (InvalidInput e) {
            broken(item, e.field(), e.sentence());
        } catch (RuntimeException e) {
            broken(item, Optional.empty(), "is no resource: " + Printable.of(String.valueOf(e)));
        }
        return Optional.empty();
    }

    private void add(Vertex vertex) {
        Declarations.Item item = vertex.item;
        Vertex earlier = byId.putIfAbsent(vertex.id, vertex);
        byDeclaration.put(item.declaration(), earlier == null ? vertex : earlier);
        if (earlier == null) {
            vertices.add(vertex);
            hasMounts |= vertex.resource instanceof MountResource;
        } else if (isPart(earlier.item) || !isPart(item)) {
            String place = earlier.item.place();
            faults.add(item.fault("%s is already declared by %s".formatted(vertex.id, place)));
        }
    }

    private void broken(Declarations.Item item, Optional<String> field, String message) {
        Declaration<?> declaration = item.declaration();
        unmade.add(declaration);
        if (declaration.isWhole() || field.filter(declaration::says).isPresent()) {
            faults.add(item.fault(message));
        }
    }

    /**
     * Draws the edges of each resource that could be made, then judges what it claims and whether
     * its package can be had on the node: all at once, so that its faults stand together.
     */
    void complete(Node node) {
        KeptKeys.of(vertices).fillIn();
        var claims = new Claims();
        var memberships = new Memberships(byId, faults);
        var packages = new NativePackages(byId, node);
        var lines = new Lines(byId, faults);
        var keys = new KeysInFiles(byId, faults);
        besides();
        for (Vertex vertex : vertices) {
            connect(vertex);
            claims.take(vertex, faults);
            packages.check(vertex, faults);
            memberships.check(vertex);
            lines.check(vertex);
            keys.check(vertex);
        }
    }

    /** Tells directories that care for what is below them what is there of others. */
    private void besides() {
        List<Vertex> directories =
                vertices.stream()
                        .filter(
                                each ->
                                        each.resource instanceof DirectoryResource one
                                                && one.tree() != null)
                        .toList();
        if (!directories.isEmpty()) {
            List<Resource> all = vertices.stream().map(each -> each.resource).toList();
            directories.forEach(
                    each -> each.resource = ((DirectoryResource) each.resource).beside(all));
        }
    }

    private void connect(Vertex vertex) {
        for (Declaration<?> earlier : vertex.item.declaration().after()) {
            if (!unmade.contains(earlier)) {
                connect(vertex, byDeclaration.get(earlier));
            }
            for (PartDeclaration part : earlier.parts()) {
                Vertex other = byDeclaration.get(part);
                if (other != vertex && !unmade.contains(part)) {
                    connect(vertex, other);
                }
            }
        }
        for (ResourceId named : vertex.item.declaration().afterIds()) {
            connect(vertex, named);
        }
        for (ResourceId implied : vertex.resource.comesAfter()) {
            Vertex other = byId.get(implied);
            if (other != null) {
                imply(vertex, other);
            }
            if (hasMounts && implied.type().equals(DirectoryResource.TYPE)) {
                comesAfterMount(vertex, implied.title());
            }
        }
    }

    private void connect(Vertex vertex, ResourceId named) {
        Vertex earlier = byId.get(named);
        if (earlier != null) {
            connect(vertex, earlier);
        } else if (isWhole && unmade.isEmpty()) { // else it may be one of those
            faults.add(
                    vertex.item.fault(
                            "%s comes after %s, which nothing declares"
                                    .formatted(vertex.id, named)));
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

    /** What lies below a mount point is put there when that is mounted, or is not any more. */
    private void comesAfterMount(Vertex vertex, String directory) {
        Vertex mount = byId.get(new ResourceId(MountResource.TYPE, directory));
        if (mount == null || mount == vertex) {
            return;
        }
        boolean bothGo =
                mount.resource.ensure() == Presence.ABSENT
                        && vertex.resource.ensure() == Presence.ABSENT;
        if (bothGo) {
            mount.comesAfter(vertex);
        } else {
            vertex.comesAfter(mount);
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

    /** The order, or nothing when there are faults; whatever a cycle holds back is one. */
    List<CatalogEntry> sorted() {
        List<Vertex> order = order();
        if (order.size() < vertices.size()) {
            faults.addAll(new Cycles(vertices, order).faults());
        }
        return faults.isEmpty() ? order.stream().map(this::entry).toList() : List.of();
    }

    /**
     * Kahn's algorithm; the queue keeps declaration order among what is free to go. Plain loops,
     * because every resource of every compile comes through here.
     */
    private List<Vertex> order() {
        var order = new ArrayList<Vertex>(vertices.size());
        var free = new PriorityQueue<Vertex>(FIRST);
        for (Vertex vertex : vertices) {
            if (vertex.waiting == 0) {
                free.add(vertex);
            }
        }
        for (Vertex next = free.poll(); next != null; next = free.poll()) {
            order.add(next);
            for (Vertex later : next.later) {
                if (--later.waiting == 0) {
                    free.add(later);
                }
            }
        }
        return order;
    }

    private CatalogEntry entry(Vertex vertex) {
        Declaration<?> declaration = vertex.item.declaration();
        List<ResourceId> restartOn = ids(declaration.restartOn());
        List<ResourceId> reloadOn = ids(declaration.reloadOn());
        return vertex.entry(
                restartOn, reloadOn.stream().filter(id -> !restartOn.contains(id)).toList());
    }

    private List<ResourceId> ids(List<Declaration<?>> declarations) {
        return declarations.isEmpty()
                ? List.of()
                : declarations.stream()
                        .flatMap(each -> Stream.concat(Stream.of(each), each.parts().stream()))
                        .map(byDeclaration::get)
                        .map(each -> each.id)
                        .distinct()
                        .toList();
    }
}
