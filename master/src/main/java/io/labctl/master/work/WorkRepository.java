package io.labctl.master.work;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.store.GzipJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The SQL of work. */
public final class WorkRepository {
    /** What the log tells of those that have just ended. */
    private static final String JUST_ENDED =
            """
            RETURNING id, server, asked_by, bytes_in, bytes_out, state, result,
                      action LIKE '{"kind":"session"%' AS is_session
            """;

    private final GzipJson stored;
    private final StoredEnd ends;

    public WorkRepository(GzipJson stored) {
        this.stored = stored;
        this.ends = new StoredEnd(stored);
    }

    /**
     * Work that is handed out.
     *
     * @param action as it was asked, perhaps by a later labd that knows more kinds of it
     */
    record Fetched(UUID id, JsonNode action, Instant until) {}

    /** How work has ended. */
    record Ended(UUID id, WorkEnd end) {}

    void insert(Handle db, Asked work) {
        db.createUpdate(
                        """
                        INSERT INTO work (id, server, action, asked_by, asked_at, until)
                        VALUES (:id, :server, :action, :by, :at, :until)
                        """)
                .bind("id", work.id())
                .bind("server", work.server().value())
                .bind("action", stored.json().writeValueAsString(work.action()))
                .bind("by", work.by())
                .bind("at", work.at())
                .bind("until", work.until())
                .execute();
    }

    /** The oldest that waits for this server's agent; from then on it is delivered to nobody. */
    Optional<Fetched> fetch(Handle db, ServerName server, Instant now) {
        return db.createQuery(
                        """
                        UPDATE work
                           SET delivered_at = :now
                         WHERE id = (SELECT id
                                       FROM work
                                      WHERE server = :server
                                        AND delivered_at IS NULL
                                        AND ended_at IS NULL
                                        AND until > :now
                                      ORDER BY asked_at, id
                                      LIMIT 1
                                        FOR UPDATE SKIP LOCKED)
                        RETURNING id, action, until
                        """)
                .bind("server", server.value())
                .bind("now", now)
                .map(
                        (row, _) ->
                                new Fetched(
                                        row.getObject("id", UUID.class),
                                        action(row.getString("action")),
                                        row.getTimestamp("until").toInstant()))
                .findOne();
    }

    /** As if nobody had come for it. */
    void takeBack(Handle db, UUID id) {
        db.createUpdate(
                        """
                        UPDATE work
                           SET delivered_at = NULL
                         WHERE id = :id
                           AND ended_at IS NULL
                        """)
                .bind("id", id)
                .execute();
    }

    /** One that cannot be read is empty: its agent refuses it, as any that it does not know. */
    private JsonNode action(String text) {
        try {
            return stored.json().readTree(text);
        } catch (JacksonException _) {
            return stored.json().createObjectNode();
        }
    }

    /** The servers for whose agents something waits. */
    List<ServerName> awaited(Handle db, Instant now) {
        return db.createQuery(
                        """
                        SELECT DISTINCT server
                          FROM work
                         WHERE ended_at IS NULL
                           AND delivered_at IS NULL
                           AND until > :now
                        """)
                .bind("now", now)
                .map((row, _) -> new ServerName(row.getString("server")))
                .list();
    }

    /** Empty when it is not this server's, was not delivered, or has ended before. */
    Optional<JustEnded> end(Handle db, ServerName server, Ended ended, Instant now) {
        return end(
                db,
                ended,
                now,
                " AND server = :server AND delivered_at IS NOT NULL ",
                Map.of("server", server.value()));
    }

    /** Ends what no agent has fetched; empty when one has, or it has ended before. */
    Optional<JustEnded> withdraw(Handle db, Ended ended, Instant now) {
        return end(db, ended, now, " AND delivered_at IS NULL ", Map.of());
    }

    /** Ends what an agent may have, which hears of it later; empty when it has ended before. */
    Optional<JustEnded> endUnasked(Handle db, Ended ended, Instant now) {
        return end(db, ended, now, "", Map.of());
    }

    private Optional<JustEnded> end(
            Handle db, Ended ended, Instant now, String only, Map<String, String> named) {
        return db.createQuery(
                        """
                        UPDATE work
                           SET ended_at = :now,
                               state = :state,
                               result = :result
                         WHERE id = :id
                           AND ended_at IS NULL
                        """
                                + only
                                + JUST_ENDED)
                .bind("id", ended.id())
                .bind("now", now)
                .bind("state", WorkEnd.word(ended.end()))
                .bind("result", stored.write(ended.end()))
                .bindMap(named)
                .map((row, _) -> justEnded(row))
                .findOne();
    }

    /** How work has ended that was given to this server; empty when none such has. */
    Optional<WorkEnd> endOfDelivered(Handle db, UUID id, ServerName server) {
        return db.createQuery(
                        """
                        SELECT state, result
                          FROM work
                         WHERE id = :id
                           AND server = :server
                           AND delivered_at IS NOT NULL
                           AND ended_at IS NOT NULL
                        """)
                .bind("id", id)
                .bind("server", server.value())
                .map((row, _) -> ends.read(row))
                .findOne();
    }

    /** Ends what nobody came for in time, and what came back in no time. */
    List<JustEnded> endOverdue(Handle db, Instant now) {
        return db.createQuery(
                        """
                        UPDATE work
                           SET ended_at = :now,
                               state = CASE WHEN delivered_at IS NULL THEN :expired ELSE :lost END
                         WHERE id IN (SELECT id
                                        FROM work
                                       WHERE ended_at IS NULL
                                         AND until <= :now
                                         FOR UPDATE SKIP LOCKED)
                        """
                                + JUST_ENDED)
                .bind("now", now)
                .bind("expired", WorkEnd.EXPIRED)
                .bind("lost", WorkEnd.AGENT_LOST)
                .map((row, _) -> justEnded(row))
                .list();
    }

    private JustEnded justEnded(ResultSet row) throws SQLException {
        return new JustEnded(
                row.getObject("id", UUID.class),
                new ServerName(row.getString("server")),
                row.getString("asked_by"),
                row.getBoolean("is_session"),
                row.getObject("bytes_in", Long.class),
                row.getObject("bytes_out", Long.class),
                ends.read(row));
    }

    /** Those of these that have ended. */
    List<Ended> ended(Handle db, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return db.createQuery(
                        """
                        SELECT id, state, result
                          FROM work
                         WHERE id IN (<ids>)
                           AND ended_at IS NOT NULL
                        """)
                .bindList("ids", List.copyOf(ids))
                .map((row, _) -> new Ended(row.getObject("id", UUID.class), ends.read(row)))
                .list();
    }

    /**
     * Deletes a limited number of those that ended first, so that no statement runs long. What goes
     * on is kept however old it is, and ends by its lease at the latest.
     */
    public int deleteBefore(Handle db, Instant limit, int most) {
        return db.createUpdate(
                        """
                        WITH old AS (
                            SELECT id
                              FROM work
                             WHERE ended_at < :limit
                               AND NOT EXISTS (
                                   SELECT 1
                                     FROM recording
                                    WHERE recording.session = work.id)
                             ORDER BY ended_at
                             LIMIT :most
                               FOR UPDATE SKIP LOCKED)
                        DELETE FROM work
                         WHERE id IN (SELECT id FROM old)
                        """)
                .bind("limit", limit)
                .bind("most", most)
                .execute();
    }
}
