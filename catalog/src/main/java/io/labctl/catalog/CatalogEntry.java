package io.labctl.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
 * @param tags its own, besides those that every entry has; null when there are none
 */
public record CatalogEntry(
        Resource resource,
        String module,
        Phase phase,
        List<ResourceId> after,
        List<ResourceId> restartOn,
        List<ResourceId> reloadOn,
        @Nullable List<Tag> tags) {
    public CatalogEntry {
        after = List.copyOf(after);
        restartOn = List.copyOf(restartOn);
        reloadOn = List.copyOf(reloadOn);
        tags = tags == null || tags.isEmpty() ? null : List.copyOf(tags);
    }

    /** One that has no tags of its own. */
    public CatalogEntry(
            Resource resource,
            String module,
            Phase phase,
            List<ResourceId> after,
            List<ResourceId> restartOn,
            List<ResourceId> reloadOn) {
        this(resource, module, phase, after, restartOn, reloadOn, null);
    }

    /** By what a run can be told to take it: module, type, phase, its own tags and its address. */
    public List<String> everyTag() {
        Stream<String> own = tags == null ? Stream.empty() : tags.stream().map(Tag::value);
        Stream<String> given =
                Stream.of(
                        module,
                        id().type(),
                        phase.name().toLowerCase(Locale.ROOT),
                        id().toString());
        return Stream.concat(own, given).toList();
    }

    @JsonIgnore
    public ResourceId id() {
        return resource.id();
    }

    CatalogEntry withoutSecrets() {
        return new CatalogEntry(
                resource.withoutSecrets(), module, phase, after, restartOn, reloadOn, tags);
    }
}
