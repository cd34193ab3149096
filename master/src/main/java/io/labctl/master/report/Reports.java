package io.labctl.master.report;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.catalogs.CatalogRepository;
import io.labctl.master.identity.Caller;
import io.labctl.master.server.ServerRepository;
import io.labctl.master.server.ServerRow;
import io.labctl.master.store.GzipJson;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Taking reports in and giving them out again. */
public final class Reports {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** A machine without a battery-backed clock starts in 1970; nothing real is older. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Facts NO_FACTS = new Facts(Map.of());

    private final Jdbi jdbi;
    private final ReportRepository reports;
    private final ServerRepository servers;
    private final CatalogRepository catalogs;
    private final GzipJson stored;
    private final Clock clock;

    public Reports(
            Jdbi jdbi,
            ReportRepository reports,
            ServerRepository servers,
            CatalogRepository catalogs,
            GzipJson stored,
            Clock clock) {
        this.jdbi = jdbi;
        this.reports = reports;
        this.servers = servers;
        this.catalogs = catalogs;
        this.stored = stored;
        this.clock = clock;
    }

    /**
     * Stores a report once, however often it is sent; an agent may report for its own server only.
     */
    void take(Caller.Agent agent, Report report) {
        if (!agent.id().server().equals(report.server())) {
            throw new Denied(
                    "%s may not report for server '%s'"
                            .formatted(agent.getName(), report.server()));
        }
        check(report);
        Instant now = clock.instant();
        ReportSummary summary = summary(report, now);
        byte[] body = stored.write(withFacts(report, NO_FACTS));
        byte[] facts = stored.write(report.facts());
        jdbi.useTransaction(
                db -> {
                    if (!reports.insert(db, summary, now, body)) {
                        return;
                    }
                    if (report.outcome() == RunOutcome.UNCHANGED) {
                        reports.forgetUneventfulBodies(db, report.server(), report.id());
                    }
                    if (servers.ran(db, report.server(), run(summary))) {
                        servers.storeFacts(db, report.server(), facts);
                    }
                });
    }

    private static ServerRow.Run run(ReportSummary summary) {
        return new ServerRow.Run(
                summary.id(),
                summary.startedAt(),
                summary.outcome(),
                summary.catalog(),
                summary.changed() + summary.corrected(),
                summary.failed());
    }

    private static void check(Report report) {
        String catalog = report.catalog();
        if (catalog != null && !SHA256.matcher(catalog).matches()) {
            throw InvalidInput.inField(
                    "catalog",
                    "catalog '%s' is not a SHA-256 in lower-case hex"
                            .formatted(Printable.of(catalog)));
        }
        if (report.durationMs() < 0) {
            throw InvalidInput.inField(
                    "durationMs", "durationMs %d is negative".formatted(report.durationMs()));
        }
        if (report.startedAt().isBefore(EARLIEST)) {
            throw InvalidInput.inField(
                    "startedAt",
                    "startedAt %s is before %s".formatted(report.startedAt(), EARLIEST));
        }
    }

    List<ReportSummary> list(ReportRepository.ReportQuery query) {
        return jdbi.withHandle(db -> reports.list(db, query));
    }

    Report get(UUID id) {
        return jdbi.withHandle(
                db -> {
                    ReportSummary summary =
                            reports.find(db, id)
                                    .orElseThrow(
                                            () ->
                                                    new NotFound(
                                                            "no report with the id '%s'"
                                                                    .formatted(id)));
                    return reports.body(db, id)
                            .map(body -> stored.read(body, Report.class))
                            .orElseGet(() -> uneventful(db, summary));
                });
    }

    /** The newest runs of one server, newest first. */
    public List<ReportSummary> newest(ServerName server, int limit) {
        return list(new ReportRepository.ReportQuery(server, null, null, limit));
    }

    public Report newest(ServerName server) {
        ReportSummary newest =
                newest(server, 1).stream()
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new NotFound(
                                                "server '%s' has not reported yet"
                                                        .formatted(server)));
        return get(newest.id());
    }

    /**
     * A run in which nothing happened, told again from its row and its catalog; the timings are
     * gone.
     */
    private Report uneventful(Handle db, ReportSummary summary) {
        List<ResourceReport> resources =
                summary.catalog() == null
                        ? List.of()
                        : catalogs.find(db, summary.catalog())
                                .map(
                                        body ->
                                                stored.read(body, Catalog.class).entries().stream()
                                                        .map(
                                                                entry ->
                                                                        new ResourceReport(
                                                                                entry.id(),
                                                                                ResourceOutcome
                                                                                        .UNCHANGED,
                                                                                0,
                                                                                List.of(),
                                                                                null))
                                                        .toList())
                                .orElse(List.of());
        return new Report(
                summary.id(),
                summary.server(),
                summary.outcome(),
                summary.catalog(),
                summary.startedAt(),
                summary.durationMs(),
                false,
                "",
                resources,
                List.of(),
                NO_FACTS);
    }

    private static Report withFacts(Report report, Facts facts) {
        return new Report(
                report.id(),
                report.server(),
                report.outcome(),
                report.catalog(),
                report.startedAt(),
                report.durationMs(),
                report.noop(),
                report.agentVersion(),
                report.resources(),
                report.logs(),
                facts);
    }

    /**
     * A clock that is ahead must not make its run the newest for ever: no run started after it
     * arrived.
     */
    private static ReportSummary summary(Report report, Instant now) {
        return new ReportSummary(
                report.id(),
                report.server(),
                report.outcome(),
                report.catalog(),
                report.startedAt().isAfter(now) ? now : report.startedAt(),
                report.durationMs(),
                report.resources().size(),
                report.count(ResourceOutcome.CHANGED),
                report.count(ResourceOutcome.CORRECTED),
                report.count(ResourceOutcome.FAILED),
                report.count(ResourceOutcome.SKIPPED));
    }
}
