package io.labctl.agent.run;

import io.labctl.agent.cache.CheckedCatalog;
import java.util.Optional;

/**
 * The catalog to apply, and how it was come by.
 *
 * @param catalog empty when there is none at all
 * @param trouble why it is not what labd wants now; empty when it is
 */
record Fetched(Optional<CheckedCatalog> catalog, Origin origin, Optional<String> trouble) {
    static Fetched current(CheckedCatalog catalog) {
        return new Fetched(Optional.of(catalog), Origin.CURRENT, Optional.empty());
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
