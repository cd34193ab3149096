package io.labctl.catalog.wire;

import io.labctl.catalog.Catalog;
import tools.jackson.databind.json.JsonMapper;

/**
 * A catalog as its canonical bytes and their hash: the same catalog gives the same bytes on any
 * machine, so the hash is its name.
 */
public final class CatalogBytes {
    private final byte[] bytes;
    private final String sha256;

    private CatalogBytes(byte[] bytes) {
        this.bytes = bytes;
        this.sha256 = Sha256.of(bytes);
    }

    public static CatalogBytes of(Catalog catalog, JsonMapper json) {
        return new CatalogBytes(json.writeValueAsBytes(catalog));
    }

    /**
     * Reads bytes that came from elsewhere.
     *
     * @throws io.labctl.catalog.error.InvalidInput when they are cut short, are no JSON, or break a
     *     catalog's rules
     */
    public static Catalog read(byte[] bytes, JsonMapper json) {
        return WireJson.read(json, bytes, Catalog.class, "catalog");
    }

    /** Not a copy, for speed; nobody writes into it. */
    public byte[] bytes() {
        return bytes;
    }

    public String sha256() {
        return sha256;
    }
}
