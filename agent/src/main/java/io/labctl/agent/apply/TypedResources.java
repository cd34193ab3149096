package io.labctl.agent.apply;

import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;

/** Pairs a resource with the type that takes it. */
final class TypedResources {
    private final ResourceTypes types;

    TypedResources(ResourceTypes types) {
        this.types = types;
    }

    /** A resource and its type, which fit each other. */
    record Typed<W extends Resource, S>(CatalogEntry entry, W wanted, ResourceType<W, S> type) {
        boolean isUsable() throws IOException {
            return type.isUsable(wanted);
        }
    }

    Typed<?, ?> of(CatalogEntry entry) {
        return pair(entry, entry.resource());
    }

    boolean isRefreshable(Resource resource) {
        return types.of(resource) instanceof Refreshable;
    }

    // The one place that trusts ResourceTypes to have found the type of this very resource.
    @SuppressWarnings("unchecked")
    private <W extends Resource, S> Typed<W, S> pair(CatalogEntry entry, W wanted) {
        return new Typed<>(entry, wanted, (ResourceType<W, S>) types.of(wanted));
    }
}
