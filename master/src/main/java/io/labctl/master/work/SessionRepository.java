package io.labctl.master.work;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.store.GzipJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of work that is a session. */
public final class SessionRepository {
    private static final String SELECT =
            """
            SELECT id, server, action, asked_by, asked_at, until, received_at, ended_at, state,
                   result, bytes_in, bytes_out, in_to, out_to
              FROM work
             WHERE action LIKE '{"kind":"session"%'
            """;

    private final GzipJson stored;
    private final StoredEnd ends;

    public SessionRepository(GzipJson stored) {
        this.stored = stored;
        this.ends = new StoredEnd(stored);
    }

    /**
     * Whose sessions are listed, the newest first.
     *
     * @param server null for those on all
     */
    public record Query(String by, @Nullable ServerName server, int limit) {}

    /** How many sessions have not ended. */
    public record Open(int ofCaller, int ofServer) {}

    public Optional<Left> find(Handle db, UUID id) {
        return db.createQuery(SELECT + " AND id = :id")
                .bind("id", id)
                .map((row, _) -> left(row))
                .findOne();
    }

    public List<Left> find(Handle db, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return db.createQuery(SELECT + " AND id IN (<ids>)")
                .bindList("ids", List.copyOf(ids))
                .map((row, _) -> left(row))
                .list();
    }

    public List<Left> list(Handle db, Query query) {
        return db.createQuery(
                        SELECT
                                + """
                                   AND asked_by = :by
                                   AND (CAST(:server AS TEXT) IS NULL OR server = :server)
                                 ORDER BY asked_at DESC, id
                                 LIMIT :limit
                                """)
                .bind("by", query.by())
                .bind("server", query.server() == null ? null : query.server().value())
                .bind("limit", query.limit())
                .map((row, _) -> left(row))
                .list();
    }

    /**
     * Those that this server's agent may be at.
     *
     * @param lostSince as in {@link Left#isInHand}
     */
    public List<Left> inHand(Handle db, ServerName server, Instant lostSince) {
        return db.createQuery(
                        SELECT
                                + """
                                   AND server = :server
                                   AND received_at IS NOT NULL
                                   AND (ended_at IS NULL
                                        OR (state = :lost
                                            AND result IS NULL
                                            AND ended_at > :lostSince))
                                """)
                .bind("server", server.value())
                .bind("lost", WorkEnd.AGENT_LOST)
                .bind("lostSince", lostSince)
                .map((row, _) -> left(row))
                .list();
    }

    public Open open(Handle db, String caller, ServerName server) {
        return db.createQuery(
                        """
                        SELECT count(*) FILTER (WHERE asked_by = :by) AS of_caller,
                               count(*) FILTER (WHERE server = :server) AS of_server
                          FROM work
                         WHERE ended_at IS NULL
                           AND action LIKE '{"kind":"session"%'
                        """)
                .bind("by", caller)
                .bind("server", server.value())
                .map((row, _) -> new Open(row.getInt("of_caller"), row.getInt("of_server")))
                .one();
    }

    /** Adds what has gone through one labd since it last said so. */
    public void passed(Handle db, UUID id, Traffic more) {
        db.createUpdate(
                        """
                        UPDATE work
                           SET bytes_in = COALESCE(bytes_in, 0) + :in,
                               bytes_out = COALESCE(bytes_out, 0) + :out,
                               in_to = GREATEST(COALESCE(in_to, 0), :inTo),
                               out_to = GREATEST(COALESCE(out_to, 0), :outTo)
                         WHERE id = :id
                        """)
                .bind("id", id)
                .bind("in", more.bytesIn())
                .bind("out", more.bytesOut())
                .bind("inTo", more.inTo())
                .bind("outTo", more.outTo())
                .execute();
    }

    private Left left(ResultSet row) throws SQLException {
        var asked =
                new Asked(
                        row.getObject("id", UUID.class),
                        new ServerName(row.getString("server")),
                        stored.json().readValue(row.getString("action"), Action.class),
                        row.getString("asked_by"),
                        row.getTimestamp("asked_at").toInstant(),
                        row.getTimestamp("until").toInstant());
        Instant endedAt = moment(row, "ended_at");
        return new Left(
                asked,
                moment(row, "received_at"),
                endedAt,
                endedAt == null ? null : ends.read(row),
                traffic(row));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp moment = row.getTimestamp(column);
        return moment == null ? null : moment.toInstant();
    }

    private static @Nullable Traffic traffic(ResultSet row) throws SQLException {
        return row.getObject("bytes_in") == null
                ? null
                : new Traffic(
                        row.getLong("bytes_in"),
                        row.getLong("bytes_out"),
                        row.getLong("in_to"),
                        row.getLong("out_to"));
    }
}
