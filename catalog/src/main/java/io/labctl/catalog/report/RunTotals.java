package io.labctl.catalog.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, without its resources.
 *
 * @param id that of its report
 * @param durationMs in milliseconds
 * @param catalog the SHA-256 of the one that was applied; null when there was none
 * @param tags what part of the catalog it was about; null when it was about all
 * @param module the one that was applied without the machine's own catalog; null when that was
 * @param resources how many ended how; none ended as is not in it
 */
public record RunTotals(
        UUID id,
        RunOutcome outcome,
        long durationMs,
        @Nullable String catalog,
        @Nullable List<String> tags,
        @Nullable String module,
        Map<ResourceOutcome, Long> resources) {
    public RunTotals {
        tags = tags == null ? null : List.copyOf(tags);
        resources = Map.copyOf(resources);
    }

    /** Of the run that this reports. */
    public static RunTotals of(Report report) {
        var counts = new EnumMap<ResourceOutcome, Long>(ResourceOutcome.class);
        report.resources().forEach(each -> counts.merge(each.outcome(), 1L, Long::sum));
        return new RunTotals(
                report.id(),
                report.outcome(),
                report.durationMs(),
                report.catalog(),
                report.tags(),
                report.module(),
                counts);
    }

    /** How many resources ended so. */
    public long count(ResourceOutcome how) {
        return resources.getOrDefault(how, 0L);
    }
}
