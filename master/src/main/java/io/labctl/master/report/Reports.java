package io.labctl.master.report;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import io.labctl.master.catalogs.CatalogRepository;
import io.labctl.master.store.GzipJson;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about reports. */
public final class Reports {
    private final Jdbi jdbi;
    private final ReportRepository reports;
    private final CatalogRepository catalogs;
    private final GzipJson stored;

    public Reports(
            Jdbi jdbi, ReportRepository reports, CatalogRepository catalogs, GzipJson stored) {
        this.jdbi = jdbi;
        this.reports = reports;
        this.catalogs = catalogs;
        this.stored = stored;
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

    /** The newest runs of one server, newest first by the database's clock. */
    public List<ReportSummary> newest(ServerName server, int limit) {
        return list(new ReportRepository.ReportQuery(server, null, null, limit));
    }

    /**
     * The run that is noted with the server, or a newer one about a part of its catalog.
     *
     * @throws NotFound when it has not reported yet
     */
    public Report newest(ServerName server) {
        ReportSummary newest =
                jdbi.withHandle(db -> reports.newest(db, server))
                        .orElseThrow(
                                () ->
                                        new NotFound(
                                                "server '%s' has not reported yet"
                                                        .formatted(server)));
        return get(newest.id());
    }

    /**
     * A run in which nothing happened, told again from its row and its catalog, without the timings
     * of single resources, the agent's version and notices; notices and warnings are there where a
     * warning was among them.
     */
    private Report uneventful(Handle db, ReportSummary summary) {
        return new Report(
                summary.id(),
                summary.server(),
                summary.outcome(),
                summary.catalog(),
                summary.startedAt(),
                summary.durationMs(),
                false,
                "",
                unchanged(db, summary.catalog()),
                logs(db, summary.id()),
                PackedReport.NO_FACTS);
    }

    private List<RunNote> logs(Handle db, UUID id) {
        return reports.logs(db, id)
                .map(logs -> List.of(stored.read(logs, RunNote[].class)))
                .orElse(List.of());
    }

    private List<ResourceReport> unchanged(Handle db, @Nullable String catalog) {
        return Optional.ofNullable(catalog)
                .flatMap(sha256 -> catalogs.find(db, sha256))
                .map(body -> stored.read(body, Catalog.class))
                .map(found -> found.entries().stream().map(Reports::unchanged).toList())
                .orElse(List.of());
    }

    private static ResourceReport unchanged(CatalogEntry entry) {
        return new ResourceReport(entry.id(), ResourceOutcome.UNCHANGED, 0, List.of(), null);
    }
}
