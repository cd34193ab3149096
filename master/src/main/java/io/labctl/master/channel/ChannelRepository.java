package io.labctl.master.channel;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Vitals;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/**
 * The SQL of channels. Whether a labd is alive is told by the database's clock, which is one for
 * all of them.
 */
public final class ChannelRepository {
    /** Ten seconds after it was last seen a labd is dead, and so is every channel at it. */
    private static final String SELECT =
            """
            SELECT c.server, c.opened_at, c.lost_at, r.seen_at,
                   COALESCE(r.seen_at > now() - INTERVAL '10 seconds', FALSE) AS alive
              FROM agent_channel c
              LEFT JOIN replica r ON r.id = c.replica
            """;

    private final JsonMapper json;

    public ChannelRepository(JsonMapper json) {
        this.json = json;
    }

    void seen(Handle db, UUID replica) {
        db.createUpdate(
                        """
                        INSERT INTO replica (id, seen_at)
                        VALUES (:id, now())
                            ON CONFLICT (id) DO UPDATE SET seen_at = now()
                        """)
                .bind("id", replica)
                .execute();
    }

    /** Deletes a limited number of labds that died before, with no channel left to tell of. */
    public int deleteBefore(Handle db, Instant limit, int most) {
        return db.createUpdate(
                        """
                        WITH old AS (
                            SELECT id
                              FROM replica
                             WHERE seen_at < :limit
                               AND NOT EXISTS (SELECT 1 FROM agent_channel WHERE replica = replica.id)
                             LIMIT :most)
                        DELETE FROM replica
                         WHERE id IN (SELECT id FROM old)
                        """)
                .bind("limit", limit)
                .bind("most", most)
                .execute();
    }

    /** Those of servers that were deleted meanwhile are not. */
    void opened(Handle db, UUID replica, Collection<ServerName> servers, Instant now) {
        var batch =
                db.prepareBatch(
                        """
                        INSERT INTO agent_channel (server, replica, opened_at)
                        SELECT name, CAST(:replica AS UUID), CAST(:now AS TIMESTAMPTZ)
                          FROM server
                         WHERE name = :server
                            ON CONFLICT (server) DO UPDATE
                           SET replica = excluded.replica,
                               opened_at = excluded.opened_at,
                               lost_at = NULL
                        """);
        for (ServerName each : servers) {
            batch.bind("server", each.value()).bind("replica", replica).bind("now", now).add();
        }
        batch.execute();
    }

    /** Unless it is open at another labd by now. */
    void lost(Handle db, UUID replica, Collection<ServerName> servers, Instant now) {
        var batch =
                db.prepareBatch(
                        """
                        UPDATE agent_channel
                           SET lost_at = :now
                         WHERE server = :server
                           AND replica = :replica
                           AND lost_at IS NULL
                        """);
        for (ServerName each : servers) {
            batch.bind("server", each.value()).bind("replica", replica).bind("now", now).add();
        }
        batch.execute();
    }

    void said(Handle db, Map<ServerName, Reading> readings) {
        var batch =
                db.prepareBatch(
                        """
                        UPDATE agent_channel
                           SET vitals = :vitals, vitals_at = :at
                         WHERE server = :server
                           AND (vitals_at IS NULL OR vitals_at < :at)
                        """);
        readings.forEach(
                (server, reading) ->
                        batch.bind("server", server.value())
                                .bind("vitals", json.writeValueAsString(reading.vitals()))
                                .bind("at", reading.at())
                                .add());
        batch.execute();
    }

    Optional<Reading> reading(Handle db, ServerName server) {
        return db.createQuery(
                        """
                        SELECT vitals, vitals_at
                          FROM agent_channel
                         WHERE server = :server
                           AND vitals IS NOT NULL
                        """)
                .bind("server", server.value())
                .map((row, _) -> reading(row))
                .findOne();
    }

    private Reading reading(ResultSet row) throws SQLException {
        byte[] stored = row.getString("vitals").getBytes(StandardCharsets.UTF_8);
        return new Reading(
                WireJson.read(json, stored, Vitals.class, "vitals"),
                row.getTimestamp("vitals_at").toInstant());
    }

    Set<ServerName> openAt(Handle db, UUID replica) {
        return db.createQuery(
                        """
                        SELECT server
                          FROM agent_channel
                         WHERE replica = :replica
                           AND lost_at IS NULL
                        """)
                .bind("replica", replica)
                .map((row, _) -> new ServerName(row.getString("server")))
                .set();
    }

    Optional<ChannelState> find(Handle db, ServerName server) {
        return db.createQuery(SELECT + " WHERE c.server = :server")
                .bind("server", server.value())
                .map((row, _) -> state(row))
                .findOne();
    }

    Map<ServerName, ChannelState> all(Handle db) {
        return db.createQuery(SELECT)
                .map((row, _) -> Map.entry(new ServerName(row.getString("server")), state(row)))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** One at a labd that died is lost since that was last seen. */
    private static ChannelState state(ResultSet row) throws SQLException {
        Timestamp lost = row.getTimestamp("lost_at");
        if (lost != null) {
            return new ChannelState(false, lost.toInstant(), lost.toInstant());
        }
        Instant opened = row.getTimestamp("opened_at").toInstant();
        Timestamp replicaSeen = row.getTimestamp("seen_at");
        Instant seen =
                replicaSeen == null || replicaSeen.toInstant().isBefore(opened)
                        ? opened
                        : replicaSeen.toInstant();
        boolean isOpen = row.getBoolean("alive");
        return new ChannelState(isOpen, isOpen ? opened : seen, seen);
    }
}
