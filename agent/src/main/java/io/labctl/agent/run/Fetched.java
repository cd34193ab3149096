package io.labctl.agent.run;

import io.labctl.agent.apply.Purpose;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.resource.Resource;
import java.util.List;
import java.util.Optional;

/**
 * The catalog to apply, and how it was come by.
 *
 * @param catalog empty when there is none at all
 * @param trouble why it is not what labd wants now; empty when it is
 * @param purpose whether it is the machine's own
 */
record Fetched(
        Optional<CheckedCatalog> catalog,
        Origin origin,
        Optional<String> trouble,
        Purpose purpose) {
    static Fetched current(CheckedCatalog catalog) {
        return of(Optional.of(catalog), Origin.CURRENT, Optional.empty());
    }

    static Fetched of(Optional<CheckedCatalog> catalog, Origin origin, Optional<String> trouble) {
        return new Fetched(catalog, origin, trouble, new Purpose.Own());
    }

    /** It is for this once, beside the machine's own where there is one. */
    Fetched beside(Optional<CheckedCatalog> own) {
        List<Resource> wanted =
                own.map(CheckedCatalog::catalog).stream()
                        .flatMap(each -> each.entries().stream())
                        .map(CatalogEntry::resource)
                        .toList();
        return new Fetched(catalog, origin, trouble, new Purpose.Once(wanted));
    }

    /** What to say before it is applied. */
    Optional<String> applying() {
        String which = origin == Origin.CURRENT ? "catalog" : "the cached catalog";
        return catalog.map(each -> "applying %s %s".formatted(which, each.sha256()));
    }

    enum Origin {
        /** labd said that this is the right one. */
        CURRENT,
        /** labd was away; the cached one is used. */
        CACHED,
        /** This machine's certificate has ended; the cached one is used. */
        EXPIRED,
        /** labd gave one that must not be applied; the cached one is used. */
        REFUSED,
        /** labd could not compile; the cached one is used. */
        COMPILE_FAILED,
        /** labd does not know this machine any more; nothing is applied. */
        DISOWNED
    }
}
