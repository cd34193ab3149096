package io.labctl.agent.status;

import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.RunOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest run in a few words.
 *
 * @param tags what part of the catalog it was about; null when it was about all
 * @param module what it was about instead of the machine's own catalog; null for that
 */
public record LastRun(
        UUID id,
        Instant at,
        long durationMs,
        RunOutcome outcome,
        @Nullable String catalog,
        long changed,
        long failed,
        long wouldChange,
        @Nullable List<String> tags,
        @Nullable String module) {
    public static LastRun of(Report report) {
        return new LastRun(
                report.id(),
                report.startedAt(),
                report.durationMs(),
                report.outcome(),
                report.catalog(),
                report.count(ResourceOutcome.CHANGED) + report.count(ResourceOutcome.CORRECTED),
                report.count(ResourceOutcome.FAILED),
                report.count(ResourceOutcome.WOULD_CHANGE),
                report.tags(),
                report.module());
    }
}
