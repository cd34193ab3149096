package io.labctl.master.session;

import io.labctl.master.relay.Replica;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The SQL of where sessions are met. Whether a labd is alive is told by the database's clock. */
public final class PlaceRepository {
    /** Where a session is met, if that is at another labd that is alive; a fresh one is. */
    Optional<Replica> elsewhere(Handle db, UUID session, UUID replica) {
        return db.createQuery(
                        """
                        SELECT p.replica, p.url
                          FROM session_place p
                          LEFT JOIN replica r ON r.id = p.replica
                         WHERE p.session = :session
                           AND p.replica <> :replica
                           AND COALESCE(r.seen_at, p.since) > now() - INTERVAL '10 seconds'
                        """)
                .bind("session", session)
                .bind("replica", replica)
                .map(
                        (row, _) ->
                                new Replica(
                                        row.getObject("replica", UUID.class),
                                        URI.create(row.getString("url"))))
                .findOne();
    }

    /** It is met there from now on. */
    void claim(Handle db, UUID session, Replica replica) {
        db.createUpdate(
                        """
                        INSERT INTO session_place (session, replica, url, since)
                        VALUES (:session, :replica, :url, now())
                            ON CONFLICT (session) DO UPDATE
                           SET replica = excluded.replica,
                               url = excluded.url,
                               since = excluded.since
                        """)
                .bind("session", session)
                .bind("replica", replica.id())
                .bind("url", replica.url().toString())
                .execute();
    }

    /** They are met there, unless another labd says that of itself. */
    void keep(Handle db, Collection<UUID> sessions, Replica replica) {
        var batch =
                db.prepareBatch(
                        """
                        INSERT INTO session_place (session, replica, url, since)
                        VALUES (:session, :replica, :url, now())
                            ON CONFLICT (session) DO NOTHING
                        """);
        for (UUID each : sessions) {
            batch.bind("session", each)
                    .bind("replica", replica.id())
                    .bind("url", replica.url().toString())
                    .add();
        }
        batch.execute();
    }

    /** Those of them that are met at other labds. */
    Set<UUID> taken(Handle db, Collection<UUID> sessions, UUID replica) {
        return db.createQuery(
                        """
                        SELECT session
                          FROM session_place
                         WHERE session IN (<sessions>)
                           AND replica <> :replica
                        """)
                .bindList("sessions", List.copyOf(sessions))
                .bind("replica", replica)
                .mapTo(UUID.class)
                .set();
    }

    /** Those that were met at a labd some time ago; what has just begun may still become one. */
    Set<UUID> writtenBefore(Handle db, UUID replica) {
        return db.createQuery(
                        """
                        SELECT session
                          FROM session_place
                         WHERE replica = :replica
                           AND since < now() - INTERVAL '10 seconds'
                        """)
                .bind("replica", replica)
                .mapTo(UUID.class)
                .set();
    }

    /** They are not met at this labd any more, but where one was begun anew since. */
    void deleteWrittenBefore(Handle db, Collection<UUID> sessions, UUID replica) {
        db.createUpdate(
                        """
                        DELETE FROM session_place
                         WHERE session IN (<sessions>)
                           AND replica = :replica
                           AND since < now() - INTERVAL '10 seconds'
                        """)
                .bindList("sessions", List.copyOf(sessions))
                .bind("replica", replica)
                .execute();
    }

    /** Nothing is met at this labd any more. */
    void deleteAll(Handle db, UUID replica) {
        db.createUpdate("DELETE FROM session_place WHERE replica = :replica")
                .bind("replica", replica)
                .execute();
    }

    /** What was met at labds that have died. */
    void deleteOfDead(Handle db) {
        db.createUpdate(
                        """
                        DELETE FROM session_place
                         WHERE since < now() - INTERVAL '1 minute'
                           AND NOT EXISTS (
                               SELECT 1
                                 FROM replica
                                WHERE replica.id = session_place.replica
                                  AND replica.seen_at > now() - INTERVAL '1 minute')
                        """)
                .execute();
    }
}
