package io.labctl.agent.cache;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.Sha256;
import tools.jackson.databind.json.JsonMapper;

/** Judges bytes that are said to be a catalog, before they are kept or applied. */
public final class CatalogCheck {
    private final AgentId agent;
    private final JsonMapper json;

    /**
     * A check for one machine.
     *
     * @param agent as in this machine's own certificate
     */
    public CatalogCheck(AgentId agent, JsonMapper json) {
        this.agent = agent;
        this.json = json;
    }

    /**
     * Checks all that can be known before applying.
     *
     * @param hash what the sender says the SHA-256 is
     * @throws InvalidInput when it must not be applied; nothing of it may be used then
     */
    public CheckedCatalog check(byte[] bytes, String hash) {
        String sha256 = Sha256.of(bytes);
        if (!sha256.equals(hash)) {
            throw new InvalidInput(
                    "catalog of %d bytes has hash %s instead of '%s', it was cut short or changed"
                            .formatted(bytes.length, sha256, Printable.of(hash)));
        }
        return understood(bytes, sha256);
    }

    /**
     * The same for bytes that had this hash when they came; whether they still have is for the
     * caller to know.
     *
     * @throws InvalidInput when they must not be applied (any more)
     */
    CheckedCatalog understood(byte[] bytes, String sha256) {
        Catalog catalog = CatalogBytes.read(bytes, json);
        if (!catalog.agentId().equals(agent)) {
            throw new InvalidInput(
                    "catalog is for %s, not for this machine, %s"
                            .formatted(catalog.agentId(), agent));
        }
        return new CheckedCatalog(catalog, bytes, sha256);
    }
}
