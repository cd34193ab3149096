package io.labctl.catalog;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.resource.ResourceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that one server should be, compiled: the entries stand in an order in which they can
 * be applied one after the other. Whoever holds a {@code Catalog} knows that no address occurs
 * twice, that every edge leads to an earlier entry (so there is no cycle) and that nothing is
 * missing.
 *
 * @param format the version of this document's form, now 1
 * @param agent whose catalog this is, written as in its certificate
 */
public record Catalog(
        int format, String agent, List<ModuleVersion> modules, List<CatalogEntry> entries) {
    public static final int FORMAT = 1;

    public Catalog {
        if (format != FORMAT) {
            throw new InvalidInput(
                    "catalog format %d is not known here, only %d".formatted(format, FORMAT));
        }
        modules = List.copyOf(modules);
        entries = List.copyOf(entries);
        AgentId.parse(agent);
        checkOrder(entries);
    }

    public AgentId agentId() {
        return AgentId.parse(agent);
    }

    /** The same as people may see it. */
    public Catalog withoutSecrets() {
        return new Catalog(
                format,
                agent,
                modules,
                entries.stream().map(CatalogEntry::withoutSecrets).toList());
    }

    private static void checkOrder(List<CatalogEntry> entries) {
        Set<ResourceId> earlier = HashSet.newHashSet(entries.size());
        for (CatalogEntry entry : entries) {
            ResourceId id = entry.id();
            for (ResourceId before : entry.after()) {
                if (!earlier.contains(before)) {
                    throw new InvalidInput(tooEarly(id, before, entries));
                }
            }
            if (!entry.after().containsAll(entry.restartOn())
                    || !entry.after().containsAll(entry.reloadOn())) {
                throw new InvalidInput(
                        "catalog lets %s restart or reload on something it does not come after"
                                .formatted(id));
            }
            if (!earlier.add(id)) {
                throw new InvalidInput("catalog holds %s twice".formatted(id));
            }
        }
    }

    private static String tooEarly(ResourceId id, ResourceId before, List<CatalogEntry> entries) {
        return entries.stream().anyMatch(each -> each.id().equals(before))
                ? "catalog has a cycle or a wrong order: %s comes after %s".formatted(id, before)
                : "catalog has no %s, which %s comes after".formatted(before, id);
    }
}
