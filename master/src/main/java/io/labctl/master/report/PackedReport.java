package io.labctl.master.report;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.store.GzipJson;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report in the form in which it is kept: what questions are asked about in the open, the rest
 * compressed, its facts apart because they are kept once, with the server.
 *
 * @param partial whether it was about a part of the catalog only
 * @param body gzip of the report as JSON without its facts
 * @param facts gzip of the facts as JSON
 * @param logs gzip of what the run said besides as JSON, for when the body is gone; null when no
 *     warning is among that or the body stays
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record PackedReport(
        ReportSummary summary, boolean partial, byte[] body, byte[] facts, byte @Nullable [] logs) {
    static final Facts NO_FACTS = new Facts(Map.of());

    /** What it takes of the database, roughly. */
    long bytes() {
        return (long) body.length + facts.length + (logs == null ? 0 : logs.length);
    }

    static PackedReport of(Report report, Instant now, GzipJson stored) {
        return new PackedReport(
                summary(report, now),
                !report.coversAll(),
                stored.write(report.withFacts(NO_FACTS)),
                stored.write(report.facts()),
                mayLoseWarnings(report) ? stored.write(report.logs()) : null);
    }

    /** Nothing else may lose its body. */
    private static boolean mayLoseWarnings(Report report) {
        return report.outcome() == RunOutcome.UNCHANGED
                && report.coversAll()
                && report.logs().stream().anyMatch(each -> each.level() == RunNote.Level.WARNING);
    }

    /**
     * A clock that is ahead must not show its run as one to come: no run started after it arrived.
     */
    private static ReportSummary summary(Report report, Instant now) {
        return ReportSummary.of(report, report.startedAt().isAfter(now) ? now : report.startedAt());
    }
}
