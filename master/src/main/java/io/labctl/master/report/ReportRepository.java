package io.labctl.master.report;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of reports. */
public final class ReportRepository {
    private static final String COLUMNS =
            """
            id, server, outcome, catalog, started_at, duration_ms, total, changed, corrected, failed, skipped,
            would_change
            """;

    /** What became of a report that was to be stored. */
    enum Written {
        STORED,
        /** It was sent twice, and counts once. */
        KNOWN,
        /** Its server was deleted meanwhile. */
        NO_SERVER
    }

    private static final String WRITE =
            """
            WITH named AS (
                SELECT name
                  FROM server
                 WHERE name = :server
                   FOR UPDATE),
            stored AS (
                INSERT INTO report (id, server, outcome, catalog, started_at, received_at, duration_ms,
                                    total, changed, corrected, failed, skipped, would_change, partial, body, logs)
                SELECT :id, name, :outcome, CAST(:catalog AS TEXT), CAST(:startedAt AS TIMESTAMPTZ),
                       clock_timestamp(),
                       :durationMs, :total, :changed, :corrected, :failed,
                       :skipped, CAST(:wouldChange AS BIGINT), :partial, :body, CAST(:logs AS BYTEA)
                  FROM named
                    ON CONFLICT (id) DO NOTHING
             RETURNING id),
            ran AS (
                UPDATE server
                   SET run_id = :id,
                       run_at = :startedAt,
                       run_outcome = :outcome,
                       run_catalog = :catalog,
                       run_changed = :allChanged,
                       run_failed = :failed,
                       run_would_change = :wouldChange,
                       facts = :facts
                 WHERE name = :server
                   AND NOT :partial
                   AND EXISTS (SELECT 1 FROM stored)
             RETURNING name)
            SELECT CASE
                       WHEN EXISTS (SELECT 1 FROM stored) THEN 'STORED'
                       WHEN EXISTS (SELECT 1 FROM named) THEN 'KNOWN'
                       ELSE 'NO_SERVER'
                   END
            """;

    /**
     * Stores a report and, unless it was about a part of the catalog only, notes the run and its
     * facts with the server: an agent sends its reports in the order of its runs, which its clock
     * need not tell. All of it in one statement, which is one journey to the database and a
     * transaction of its own; a database that wants transactions repeated repeats such a one by
     * itself.
     *
     * <p>The server is locked first, so that a delete that is under way is waited for, and one that
     * comes later takes this report along. Only then the report has come, by the database's clock,
     * the one that all labds share. Which run is noted with the server does not hang on that clock:
     * it is the last to come, though a clock that was set back lists it behind others.
     */
    Written write(Handle db, PackedReport report) {
        ReportSummary summary = report.summary();
        return db.createQuery(WRITE)
                .bind("id", summary.id())
                .bind("server", summary.server().value())
                .bind("outcome", summary.outcome().word())
                .bind("catalog", summary.catalog())
                .bind("startedAt", summary.startedAt())
                .bind("durationMs", summary.durationMs())
                .bind("total", summary.total())
                .bind("changed", summary.changed())
                .bind("corrected", summary.corrected())
                .bind("allChanged", summary.changed() + summary.corrected())
                .bind("failed", summary.failed())
                .bind("skipped", summary.skipped())
                .bind("wouldChange", summary.wouldChange())
                .bind("partial", report.partial())
                .bind("body", report.body())
                .bind("logs", report.logs())
                .bind("facts", report.facts())
                .mapTo(Written.class)
                .one();
    }

    /**
     * Takes the bodies away of a server's runs before this one in which nothing happened. They are
     * told again from their row and their catalog, without the timings of single resources, the
     * agent's version and notices; notices and warnings stay where a warning is among them. Of a
     * catalog that is not on record, and of a run that was about a part of it, the body alone can
     * tell. Of two that come at once the later one stays, and a body that another is just taking
     * away is passed over.
     */
    void forgetUneventfulBodies(Handle db, ServerName server, UUID report) {
        db.createUpdate(
                        """
                        UPDATE report
                           SET body = NULL
                         WHERE id IN (SELECT id
                                        FROM report
                                       WHERE server = :server
                                         AND outcome = 'unchanged'
                                         AND received_at < (SELECT received_at FROM report WHERE id = :report)
                                         AND NOT partial
                                         AND body IS NOT NULL
                                         AND EXISTS (SELECT 1 FROM catalog WHERE sha256 = report.catalog)
                                         FOR UPDATE SKIP LOCKED)
                        """)
                .bind("server", server.value())
                .bind("report", report)
                .execute();
    }

    /**
     * Newest first by the database's clock. What comes after that clock was set back, and before it
     * has caught up, is listed behind what came last before, and stays there.
     */
    List<ReportSummary> list(Handle db, ReportQuery query) {
        return db.createQuery(
                        "SELECT "
                                + COLUMNS
                                + """
                                  FROM report
                                 WHERE (CAST(:server AS TEXT) IS NULL OR server = :server)
                                   AND (CAST(:outcome AS TEXT) IS NULL OR outcome = :outcome)
                                   AND received_at >= COALESCE(CAST(:since AS TIMESTAMPTZ), TIMESTAMPTZ '1970-01-01 00:00:00Z')
                                 ORDER BY received_at DESC, id DESC
                                 LIMIT :limit
                                """)
                .bind("server", query.server() == null ? null : query.server().value())
                .bind("outcome", query.outcome() == null ? null : query.outcome().word())
                .bind("since", query.since())
                .bind("limit", query.limit())
                .map((row, _) -> summary(row))
                .list();
    }

    /**
     * Of a server's runs about its whole catalog the one that is noted with it, whatever the
     * database's clock said when it came; the last by that clock where it is not on record any
     * more. One about a part of the catalog is noted nowhere, so that the clock has to tell whether
     * it is newer.
     */
    Optional<ReportSummary> newest(Handle db, ServerName server) {
        return db.createQuery(
                        """
                        WITH noted AS (
                            SELECT report.id
                              FROM server
                              JOIN report ON report.id = server.run_id
                             WHERE server.name = :server)
                        SELECT
                        """
                                + COLUMNS
                                + """
                                  FROM report
                                 WHERE server = :server
                                   AND (partial
                                        OR id IN (SELECT id FROM noted)
                                        OR NOT EXISTS (SELECT 1 FROM noted))
                                 ORDER BY received_at DESC, id DESC
                                 LIMIT 1
                                """)
                .bind("server", server.value())
                .map((row, _) -> summary(row))
                .findOne();
    }

    /**
     * What a question about reports may name.
     *
     * @param since when they arrived, by the database's clock; those of machines jump
     */
    record ReportQuery(
            @Nullable ServerName server,
            @Nullable RunOutcome outcome,
            @Nullable Instant since,
            int limit) {}

    Optional<ReportSummary> find(Handle db, UUID id) {
        return db.createQuery("SELECT " + COLUMNS + " FROM report WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> summary(row))
                .findOne();
    }

    Optional<byte[]> body(Handle db, UUID id) {
        return db.createQuery("SELECT body FROM report WHERE id = :id AND body IS NOT NULL")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne();
    }

    /** What a run said besides its resources; empty when no warning was among that. */
    Optional<byte[]> logs(Handle db, UUID id) {
        return db.createQuery("SELECT logs FROM report WHERE id = :id AND logs IS NOT NULL")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne();
    }

    /**
     * Deletes a limited number of the oldest reports, so that no statement runs long, and passes
     * over those that another replica is just deleting.
     */
    public int deleteBefore(Handle db, Instant limit, int most) {
        return db.createUpdate(
                        """
                        WITH old AS (
                            SELECT id
                              FROM report
                             WHERE received_at < :limit
                             ORDER BY received_at
                             LIMIT :most
                               FOR UPDATE SKIP LOCKED)
                        DELETE FROM report
                         WHERE id IN (SELECT id FROM old)
                        """)
                .bind("limit", limit)
                .bind("most", most)
                .execute();
    }

    private static ReportSummary summary(ResultSet row) throws SQLException {
        return new ReportSummary(
                row.getObject("id", UUID.class),
                new ServerName(row.getString("server")),
                RunOutcome.of(row.getString("outcome")).orElseThrow(),
                row.getString("catalog"),
                row.getTimestamp("started_at").toInstant(),
                row.getLong("duration_ms"),
                row.getLong("total"),
                row.getLong("changed"),
                row.getLong("corrected"),
                row.getLong("failed"),
                row.getLong("skipped"),
                row.getObject("would_change", Long.class));
    }
}
