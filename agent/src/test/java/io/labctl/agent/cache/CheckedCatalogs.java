package io.labctl.agent.cache;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.WireJson;

/** Catalogs as they have come from labd to the machine that they are for. */
public final class CheckedCatalogs {
    private CheckedCatalogs() {}

    public static CheckedCatalog of(Catalog catalog) {
        var sent = CatalogBytes.of(catalog, WireJson.mapper());
        return new CatalogCheck(catalog.agentId(), WireJson.mapper())
                .check(sent.bytes(), sent.sha256());
    }
}
