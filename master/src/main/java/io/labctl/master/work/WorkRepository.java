package io.labctl.master.work;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.store.GzipJson;
import java.io.UncheckedIOException;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The SQL of work. */
public final class WorkRepository {
    private final GzipJson stored;

    public WorkRepository(GzipJson stored) {
        this.stored = stored;
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

    /** False when it is not this server's, was not delivered, or has ended before. */
    boolean end(Handle db, ServerName server, Ended ended, Instant now) {
        return db.createUpdate(
                                """
                                UPDATE work
                                   SET ended_at = :now,
                                       state = :state,
                                       result = :result
                                 WHERE id = :id
                                   AND server = :server
                                   AND delivered_at IS NOT NULL
                                   AND ended_at IS NULL
                                """)
                        .bind("id", ended.id())
                        .bind("server", server.value())
                        .bind("now", now)
                        .bind("state", WorkEnd.word(ended.end()))
                        .bind("result", stored.write(ended.end()))
                        .execute()
                == 1;
    }

    /** Ends what no agent has fetched; false when one has, or it has ended before. */
    boolean withdraw(Handle db, Ended ended, Instant now) {
        return db.createUpdate(
                                """
                                UPDATE work
                                   SET ended_at = :now,
                                       state = :state,
                                       result = :result
                                 WHERE id = :id
                                   AND delivered_at IS NULL
                                   AND ended_at IS NULL
                                """)
                        .bind("id", ended.id())
                        .bind("now", now)
                        .bind("state", WorkEnd.word(ended.end()))
                        .bind("result", stored.write(ended.end()))
                        .execute()
                == 1;
    }

    Optional<Left> find(Handle db, UUID id) {
        return db.createQuery(
                        """
                        SELECT id, server, action, asked_by, asked_at, until, received_at,
                               ended_at, state, result
                          FROM work
                         WHERE id = :id
                        """)
                .bind("id", id)
                .map((row, _) -> left(row))
                .findOne();
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
                asked, moment(row, "received_at"), endedAt, endedAt == null ? null : end(row));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp moment = row.getTimestamp(column);
        return moment == null ? null : moment.toInstant();
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
                .map((row, _) -> end(row))
                .findOne();
    }

    /** Ends what nobody came for in time, and what came back in no time. */
    int endOverdue(Handle db, Instant now) {
        return db.createUpdate(
                        """
                        UPDATE work
                           SET ended_at = :now,
                               state = CASE WHEN delivered_at IS NULL THEN :expired ELSE :lost END
                         WHERE id IN (SELECT id
                                        FROM work
                                       WHERE ended_at IS NULL
                                         AND until <= :now
                                         FOR UPDATE SKIP LOCKED)
                        """)
                .bind("now", now)
                .bind("expired", WorkEnd.EXPIRED)
                .bind("lost", WorkEnd.AGENT_LOST)
                .execute();
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
                .map((row, _) -> new Ended(row.getObject("id", UUID.class), end(row)))
                .list();
    }

    private WorkEnd end(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case WorkEnd.EXPIRED -> new WorkEnd.Expired();
            case WorkEnd.AGENT_LOST -> new WorkEnd.AgentLost();
            default -> said(row.getBytes("result"));
        };
    }

    /** A later labd of the same database may have stored what this one does not know. */
    private WorkEnd said(byte[] result) {
        try {
            return stored.read(result, WorkEnd.class);
        } catch (JacksonException | InvalidInput | UncheckedIOException _) {
            return new WorkEnd.Failed("answered something that this labd does not know");
        }
    }

    /** Deletes a limited number of the oldest, so that no statement runs long. */
    public int deleteBefore(Handle db, Instant limit, int most) {
        return db.createUpdate(
                        """
                        WITH old AS (
                            SELECT id
                              FROM work
                             WHERE asked_at < :limit
                             ORDER BY asked_at
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
