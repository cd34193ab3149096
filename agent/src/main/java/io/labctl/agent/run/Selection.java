package io.labctl.agent.run;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.resource.ResourceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a catalog that tags pick. */
final class Selection {
    private Selection() {}

    /** What has one of the tags, and all that this comes after; null without tags: all. */
    static @Nullable Set<ResourceId> of(Catalog catalog, List<String> tags) {
        if (tags.isEmpty()) {
            return null;
        }
        var picked = new HashSet<ResourceId>();
        for (CatalogEntry entry : catalog.entries().reversed()) {
            if (picked.contains(entry.id()) || hasAny(entry, tags)) {
                picked.add(entry.id());
                picked.addAll(entry.after());
            }
        }
        return picked;
    }

    private static boolean hasAny(CatalogEntry entry, Collection<String> tags) {
        return entry.everyTag().stream().anyMatch(tags::contains);
    }

    /**
     * What to say of the first tag that nothing has, with the nearest that something has; for the
     * last part of an address, such as {@code motd} of {@code file[/etc/motd]}, that address.
     */
    static Optional<String> fault(Catalog catalog, List<String> tags) {
        var known = new LinkedHashSet<String>();
        catalog.entries().forEach(entry -> known.addAll(entry.everyTag()));
        return tags.stream()
                .filter(tag -> !known.contains(tag))
                .findFirst()
                .map(
                        tag ->
                                "nothing in the catalog has the tag '%s'%s; nothing is applied"
                                        .formatted(Printable.of(tag), hint(catalog, tag, known)));
    }

    private static String hint(Catalog catalog, String tag, Set<String> known) {
        String hint = Suggestion.hint(tag, known);
        return hint.isEmpty() ? hintOfAddress(catalog, tag) : hint;
    }

    private static String hintOfAddress(Catalog catalog, String tag) {
        var addresses = new LinkedHashMap<String, ResourceId>();
        catalog.entries().forEach(entry -> addresses.putIfAbsent(lastPart(entry.id()), entry.id()));
        return Suggestion.nearest(tag, addresses.keySet())
                .map(addresses::get)
                .map(address -> ", did you mean '%s'?".formatted(Printable.whole(address.shown())))
                .orElse("");
    }

    private static String lastPart(ResourceId address) {
        return address.title().substring(address.title().lastIndexOf('/') + 1);
    }
}
