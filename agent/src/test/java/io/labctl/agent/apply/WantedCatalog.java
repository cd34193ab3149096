package io.labctl.agent.apply;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.Phase;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.Arrays;
import java.util.List;

/** Catalogs and their entries, of what {@link Wanted} gives. */
public final class WantedCatalog {
    private WantedCatalog() {}

    /** A catalog of these, none depending on another. */
    public static Catalog catalog(Resource... resources) {
        return catalog(Arrays.stream(resources).map(each -> entry(each)).toList());
    }

    public static Catalog catalog(List<CatalogEntry> entries) {
        return new Catalog(Catalog.FORMAT, "lab://agent/lab/test/web01", List.of(), entries);
    }

    /** An entry that comes after these. */
    public static CatalogEntry entry(Resource resource, Resource... after) {
        return new CatalogEntry(
                resource, "test", Phase.CONFIGURE, ids(after), List.of(), List.of());
    }

    /** An entry that comes after these and is refreshed when one of them changes. */
    public static CatalogEntry refreshed(Resource resource, Resource... by) {
        return new CatalogEntry(resource, "test", Phase.CONFIGURE, ids(by), ids(by), List.of());
    }

    /** An entry that comes after these two and is restarted by the first, reloaded by the other. */
    public static CatalogEntry reloaded(Resource resource, Resource restart, Resource reload) {
        return new CatalogEntry(
                resource, "test", Phase.CONFIGURE, ids(restart, reload), ids(restart), ids(reload));
    }

    private static List<ResourceId> ids(Resource... resources) {
        return Arrays.stream(resources).map(Resource::id).toList();
    }
}
