package io.labctl.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;

/**
 * One resource in its place.
 *
 * @param module the name of the module that declared it
 * @param after what must have succeeded before this is applied, whether stated or implied by the
 *     resource itself
 * @param restartOn whose changes restart this (a service) or run it (an exec); each is also in
 *     {@code after}
 * @param reloadOn whose changes reload this (a service), unless one of {@code restartOn} changes
 *     too; each is also in {@code after}
 */
public record CatalogEntry(
        Resource resource,
        String module,
        Phase phase,
        List<ResourceId> after,
        List<ResourceId> restartOn,
        List<ResourceId> reloadOn) {
    public CatalogEntry {
        after = List.copyOf(after);
        restartOn = List.copyOf(restartOn);
        reloadOn = List.copyOf(reloadOn);
    }

    @JsonIgnore
    public ResourceId id() {
        return resource.id();
    }

    CatalogEntry withoutSecrets() {
        return new CatalogEntry(
                resource.withoutSecrets(), module, phase, after, restartOn, reloadOn);
    }
}
