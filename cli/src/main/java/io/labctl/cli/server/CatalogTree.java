package io.labctl.cli.server;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.name.Visible;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A catalog as a tree: modules, below them their resources in the order in which they are applied,
 * below these what they come after and what restarts them.
 */
final class CatalogTree {
    private static final String FORK = "├── ";
    private static final String LAST = "└── ";
    private static final String ON = "│   ";
    private static final String OFF = "    ";

    private final Catalog catalog;
    private final List<String> lines = new ArrayList<>();

    CatalogTree(Catalog catalog) {
        this.catalog = catalog;
    }

    List<String> lines() {
        lines.add("server/" + catalog.agentId().server());
        Map<String, List<CatalogEntry>> modules = byModule();
        int left = modules.size();
        for (Map.Entry<String, List<CatalogEntry>> module : modules.entrySet()) {
            left--;
            lines.add((left == 0 ? LAST : FORK) + title(module.getKey()));
            resources(module.getValue(), left == 0 ? OFF : ON);
        }
        return List.copyOf(lines);
    }

    /** In the order in which their first resources come; modules without resources come last. */
    private Map<String, List<CatalogEntry>> byModule() {
        var modules = new LinkedHashMap<String, List<CatalogEntry>>();
        for (CatalogEntry entry : catalog.entries()) {
            modules.computeIfAbsent(entry.module(), _ -> new ArrayList<>()).add(entry);
        }
        for (ModuleVersion module : catalog.modules()) {
            modules.computeIfAbsent(module.name(), _ -> new ArrayList<>());
        }
        return modules;
    }

    private String title(String module) {
        return catalog.modules().stream()
                .filter(each -> each.name().equals(module))
                .findFirst()
                .map(each -> Visible.of(module + " " + each.version()))
                .orElse(Visible.of(module));
    }

    private void resources(List<CatalogEntry> entries, String indent) {
        for (int i = 0; i < entries.size(); i++) {
            CatalogEntry entry = entries.get(i);
            boolean last = i == entries.size() - 1;
            String phase = entry.phase().name().toLowerCase(Locale.ROOT);
            lines.add(
                    "%s%s%s (%s)"
                            .formatted(
                                    indent,
                                    last ? LAST : FORK,
                                    Visible.of(entry.id().toString()),
                                    phase));
            String below = indent + (last ? OFF : ON);
            edge(below + "after ", entry.after());
            edge(below + "restarts on ", entry.restartOn());
            edge(below + "reloads on ", entry.reloadOn());
        }
    }

    private void edge(String start, List<ResourceId> ids) {
        if (!ids.isEmpty()) {
            lines.add(
                    start
                            + ids.stream()
                                    .map(id -> Visible.of(id.toString()))
                                    .collect(Collectors.joining(", ")));
        }
    }
}
