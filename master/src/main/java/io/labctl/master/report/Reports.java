package io.labctl.master.report;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.fact.Facts;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Taking reports in and giving them out again. */
public final class Reports {
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

    /** Stores a report once, however often it is sent; an agent may report for its own server only. */
    void take(Caller.Agent agent, Report report) {
        if (!agent.id().server().equals(report.server())) {
            throw new Denied("%s may not report for server '%s'".formatted(agent.getName(), report.server()));
        }
        ReportSummary summary = summary(report);
        byte[] body = stored.write(withFacts(report, NO_FACTS));
        byte[] facts = stored.write(report.facts());
        jdbi.useTransaction(db -> {
            if (!reports.insert(db, summary, clock.instant(), body)) {
                return;
            }
            if (report.outcome() == RunOutcome.UNCHANGED) {
                reports.forgetUneventfulBodies(db, report.server(), report.id());
            }
            servers.storeFacts(db, report.server(), facts);
            servers.ran(
                    db,
                    report.server(),
                    new ServerRow.Run(
                            summary.id(),
                            summary.startedAt(),
                            summary.outcome(),
                            summary.catalog(),
                            summary.changed() + summary.corrected(),
                            summary.failed()));
        });
    }

    List<ReportSummary> list(ReportRepository.ReportQuery query) {
        return jdbi.withHandle(db -> reports.list(db, query));
    }

    Report get(UUID id) {
        return jdbi.withHandle(db -> {
            ReportSummary summary = reports.find(db, id)
                    .orElseThrow(() -> new NotFound("no report with the id '%s'".formatted(id)));
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
        ReportSummary newest = newest(server, 1).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("server '%s' has not reported yet".formatted(server)));
        return get(newest.id());
    }

    /** A run in which nothing happened, told again from its row and its catalog; the timings are gone. */
    private Report uneventful(Handle db, ReportSummary summary) {
        List<ResourceReport> resources = summary.catalog() == null
                ? List.of()
                : catalogs.find(db, summary.catalog())
                        .map(body -> stored.read(body, Catalog.class).entries().stream()
                                .map(entry -> new ResourceReport(
                                        entry.id(), ResourceOutcome.UNCHANGED, 0, List.of(), null))
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

    private static ReportSummary summary(Report report) {
        return new ReportSummary(
                report.id(),
                report.server(),
                report.outcome(),
                report.catalog(),
                report.startedAt(),
                report.durationMs(),
                report.resources().size(),
                report.count(ResourceOutcome.CHANGED),
                report.count(ResourceOutcome.CORRECTED),
                report.count(ResourceOutcome.FAILED),
                report.count(ResourceOutcome.SKIPPED));
    }
}
