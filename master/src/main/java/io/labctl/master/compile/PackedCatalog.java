package io.labctl.master.compile;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.master.store.GzipJson;
import tools.jackson.databind.json.JsonMapper;

/**
 * A catalog as labd keeps it, stores it and sends it: compressed once, to about a tenth, and named
 * by the hash of what comes out again.
 */
public final class PackedCatalog {
    private final String sha256;
    private final byte[] gzip;

    private PackedCatalog(String sha256, byte[] gzip) {
        this.sha256 = sha256;
        this.gzip = gzip;
    }

    static PackedCatalog of(Catalog catalog, JsonMapper json) {
        var plain = CatalogBytes.of(catalog, json);
        return new PackedCatalog(plain.sha256(), GzipJson.compress(plain.bytes()));
    }

    /** Of the canonical bytes, not of the gzip. */
    public String sha256() {
        return sha256;
    }

    /** Not a copy, for speed; nobody writes into it. */
    public byte[] gzip() {
        return gzip;
    }

    /** The canonical bytes, expanded for whoever cannot do it himself. */
    public byte[] bytes() {
        return GzipJson.expand(gzip);
    }
}
