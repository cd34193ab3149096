package io.labctl.catalog.wire;

import io.labctl.catalog.Catalog;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A catalog as its canonical bytes and their hash: the same catalog gives the same bytes on any
 * machine, so the hash is its name.
 */
public record CatalogBytes(byte[] bytes, String sha256) {
    public static CatalogBytes of(Catalog catalog, JsonMapper json) {
        byte[] bytes = json.writeValueAsBytes(catalog);
        return new CatalogBytes(bytes, Sha256.of(bytes));
    }

    /**
     * Reads bytes that came from elsewhere.
     *
     * @throws io.labctl.catalog.error.InvalidInput when they are cut short, are no JSON, or break a
     *     catalog's rules
     */
    public static Catalog read(byte[] bytes, JsonMapper json) {
        try {
            return json.readValue(bytes, Catalog.class);
        } catch (JacksonException e) {
            throw WireJson.refusal("catalog", e);
        }
    }
}
