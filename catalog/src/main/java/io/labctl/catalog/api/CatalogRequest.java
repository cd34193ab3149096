package io.labctl.catalog.api;

import io.labctl.catalog.fact.Facts;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent asks for its catalog.
 *
 * @param have the SHA-256 of the catalog that it holds; labd answers 304 when that is still right
 * @param nextContact within what time it will be heard of again, splay included; null when it runs
 *     once
 * @param work the id of the run of one module for which it asks; null for the machine's own catalog
 */
public record CatalogRequest(
        Facts facts,
        @Nullable String have,
        String agentVersion,
        @Nullable Duration nextContact,
        @Nullable UUID work) {
    /** For the machine's own catalog. */
    public CatalogRequest(
            Facts facts,
            @Nullable String have,
            String agentVersion,
            @Nullable Duration nextContact) {
        this(facts, have, agentVersion, nextContact, null);
    }
}
