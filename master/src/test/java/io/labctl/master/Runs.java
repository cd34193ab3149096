package io.labctl.master;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.master.database.TestPostgres;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reports of one resource, as agents send them. */
final class Runs {
    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private Runs() {}

    static Report changed(String server) {
        return report(server, NOON, RunOutcome.CHANGED, "x");
    }

    static Report unchanged(String server, Instant at, String catalog) {
        return report(server, at, RunOutcome.UNCHANGED, "x", catalog);
    }

    static Report report(String server, Instant at, RunOutcome outcome, String fact) {
        return report(server, at, outcome, fact, null);
    }

    static Report noop(String server) {
        return report(server, NOON, RunOutcome.NOOP, "x", null);
    }

    /** The same run with notes. */
    static Report saying(Report run, List<RunNote> notes) {
        return new Report(
                run.id(),
                run.server(),
                run.outcome(),
                run.catalog(),
                run.startedAt(),
                run.durationMs(),
                run.noop(),
                run.tags(),
                run.module(),
                run.agentVersion(),
                run.resources(),
                notes,
                run.facts());
    }

    /** A run that made so many files. */
    static Report ofResources(String server, int count) {
        List<ResourceReport> made =
                IntStream.range(0, count)
                        .mapToObj(
                                i ->
                                        new ResourceReport(
                                                new ResourceId("file", "/srv/f" + i),
                                                ResourceOutcome.CHANGED,
                                                1,
                                                List.of(),
                                                null))
                        .toList();
        return new Report(
                UUID.randomUUID(),
                new ServerName(server),
                RunOutcome.CHANGED,
                null,
                NOON,
                5,
                false,
                "0.1.0",
                made,
                List.of(),
                new Facts(Map.of()));
    }

    /** About the resources with one tag. */
    static Report partial(String server, Instant at, RunOutcome outcome, String catalog) {
        Report whole = report(server, at, outcome, "x", catalog);
        return new Report(
                whole.id(),
                whole.server(),
                whole.outcome(),
                whole.catalog(),
                whole.startedAt(),
                whole.durationMs(),
                whole.noop(),
                List.of("web"),
                null,
                whole.agentVersion(),
                whole.resources(),
                whole.logs(),
                whole.facts());
    }

    static Report report(
            String server, Instant at, RunOutcome outcome, String fact, @Nullable String catalog) {
        boolean noop = outcome == RunOutcome.NOOP;
        var resource =
                new ResourceReport(
                        new ResourceId("file", "/etc/motd"),
                        noop ? ResourceOutcome.WOULD_CHANGE : ResourceOutcome.CHANGED,
                        1,
                        List.of(),
                        null);
        return new Report(
                UUID.randomUUID(),
                new ServerName(server),
                outcome,
                catalog,
                at,
                5,
                noop,
                "0.1.0",
                List.of(resource),
                List.of(),
                new Facts(Map.of("word", fact)));
    }

    /** When it came, by the database. */
    static Instant arrival(RunningLabd labd, Report report) throws SQLException {
        try (var db = TestPostgres.connect(labd.database());
                var query = db.createStatement();
                var row =
                        query.executeQuery(
                                "SELECT received_at FROM report WHERE id = '%s'"
                                        .formatted(report.id()))) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }
}
