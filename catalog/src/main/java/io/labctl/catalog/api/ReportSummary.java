package io.labctl.catalog.api;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.RunOutcome;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run in a list of runs; the numbers count resources.
 *
 * @param durationMs in milliseconds
 * @param wouldChange null for a run that was reported before labd counted these
 */
public record ReportSummary(
        UUID id,
        ServerName server,
        RunOutcome outcome,
        @Nullable String catalog,
        Instant startedAt,
        long durationMs,
        long total,
        long changed,
        long corrected,
        long failed,
        long skipped,
        @Nullable Long wouldChange) {
    /** Of the whole run. */
    public static ReportSummary of(Report run, Instant startedAt) {
        return new ReportSummary(
                run.id(),
                run.server(),
                run.outcome(),
                run.catalog(),
                startedAt,
                run.durationMs(),
                run.resources().size(),
                run.count(ResourceOutcome.CHANGED),
                run.count(ResourceOutcome.CORRECTED),
                run.count(ResourceOutcome.FAILED),
                run.count(ResourceOutcome.SKIPPED),
                run.count(ResourceOutcome.WOULD_CHANGE));
    }
}
