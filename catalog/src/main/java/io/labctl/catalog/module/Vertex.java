package io.labctl.catalog.module;

import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One resource of a compile and what it comes after. */
final class Vertex {
    final Declarations.Item item;

    /** Set anew where another resource of the compile has a say in it. */
    Resource resource;

    final ResourceId id;

    /** Its place in the order of the declarations. */
    final int position;

    final Set<Vertex> after = new LinkedHashSet<>();
    final List<Vertex> later = new ArrayList<>();

    /** How many of those that it comes after are not in the order yet. */
    int waiting;

    Vertex(Declarations.Item item, Resource resource, int position) {
        this.item = item;
        this.resource = resource;
        this.id = resource.id();
        this.position = position;
    }

    boolean isCheck() {
        return resource instanceof CheckResource;
    }

    void comesAfter(Vertex earlier) {
        if (after.add(earlier)) {
            earlier.later.add(this);
            waiting++;
        }
    }

    CatalogEntry entry(List<ResourceId> restartOn, List<ResourceId> reloadOn) {
        return new CatalogEntry(
                resource,
                item.module(),
                item.phase(),
                after.isEmpty() ? List.of() : after.stream().map(each -> each.id).toList(),
                restartOn,
                reloadOn,
                item.declaration().tags());
    }
}
