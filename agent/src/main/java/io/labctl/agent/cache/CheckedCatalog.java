package io.labctl.agent.cache;

import io.labctl.catalog.Catalog;

/**
 * A catalog that may be applied on this machine: whole, understood, without a cycle, and for its
 * agent. Only {@link CatalogCheck} makes one.
 */
public final class CheckedCatalog {
    private final Catalog catalog;
    private final byte[] bytes;
    private final String sha256;

    CheckedCatalog(Catalog catalog, byte[] bytes, String sha256) {
        this.catalog = catalog;
        this.bytes = bytes;
        this.sha256 = sha256;
    }

    public Catalog catalog() {
        return catalog;
    }

    public String sha256() {
        return sha256;
    }

    byte[] bytes() {
        return bytes;
    }
}
