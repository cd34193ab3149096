package io.labctl.agent.apply;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.ResourceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What has become of the resources so far, and which failures stand behind which of them. */
final class Results {
    private final Progress progress;
    private final Map<ResourceId, ResourceReport> finished = new HashMap<>();
    private final Map<ResourceId, ResourceId> failures = new HashMap<>();
    private final Set<ResourceId> usable = new HashSet<>();

    Results(Progress progress) {
        this.progress = progress;
    }

    void finish(ResourceReport report) {
        finished.put(report.id(), report);
        if (report.outcome() == ResourceOutcome.FAILED) {
            failures.put(report.id(), report.id());
        }
        progress.done(report);
    }

    /** Finishes one that failed and keeps back only what listens for its changes. */
    void finishUsable(ResourceReport report) {
        usable.add(report.id());
        finish(report);
    }

    /** Finishes it as skipped; whatever depends on it will name the same failure. */
    void skip(ResourceId id, ResourceId failed) {
        failures.put(id, failed);
        finish(skipped(id, "%s failed".formatted(failed.shown())));
    }

    void skip(ResourceId id, String reason) {
        finish(skipped(id, reason));
    }

    /** The failed resource for which this one cannot be tried. */
    Optional<ResourceId> failureBefore(CatalogEntry entry) {
        return entry.after().stream()
                .filter(id -> !usable.contains(id) || listens(entry, id))
                .flatMap(id -> Stream.ofNullable(failures.get(id)))
                .findFirst();
    }

    private static boolean listens(CatalogEntry entry, ResourceId id) {
        return entry.restartOn().contains(id) || entry.reloadOn().contains(id);
    }

    Optional<ResourceOutcome> outcome(ResourceId id) {
        return Optional.ofNullable(finished.get(id)).map(ResourceReport::outcome);
    }

    List<ResourceReport> inOrderOf(Catalog catalog) {
        return catalog.entries().stream()
                .flatMap(entry -> Stream.ofNullable(finished.get(entry.id())))
                .toList();
    }

    private static ResourceReport skipped(ResourceId id, String reason) {
        return new ResourceReport(id, ResourceOutcome.SKIPPED, 0, List.of(), reason);
    }
}
