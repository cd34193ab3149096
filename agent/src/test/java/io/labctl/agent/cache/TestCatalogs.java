package io.labctl.agent.cache;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.Phase;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.WireJson;
import java.util.List;

/** Small catalogs. */
public final class TestCatalogs {
    private TestCatalogs() {}

    /** One link with that target. */
    public static byte[] bytes(String agent, String target) {
        return bytes(agent, List.of(), target);
    }

    /** The same, of this module. */
    public static byte[] ofModule(String agent, String module, String target) {
        return bytes(agent, List.of(new ModuleVersion(module, "1.0", "0".repeat(64))), target);
    }

    private static byte[] bytes(String agent, List<ModuleVersion> modules, String target) {
        var link = new SymlinkResource("/etc/link", Presence.PRESENT, target);
        var entry =
                new CatalogEntry(
                        link, "base-server", Phase.CONFIGURE, List.of(), List.of(), List.of());
        var catalog = new Catalog(Catalog.FORMAT, agent, modules, List.of(entry));
        return CatalogBytes.of(catalog, WireJson.mapper()).bytes();
    }
}
