package io.labctl.catalog.api;

import io.labctl.catalog.fact.Facts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An agent asks for its catalog.
 *
 * @param have the SHA-256 of the catalog that it holds; labd answers 304 when that is still right
 * @param nextContact within what time it will be heard of again, splay included; null when it runs
 *     once
 */
public record CatalogRequest(
        Facts facts, @Nullable String have, String agentVersion, @Nullable Duration nextContact) {}
