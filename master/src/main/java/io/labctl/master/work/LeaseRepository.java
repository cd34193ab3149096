package io.labctl.master.work;

import io.labctl.catalog.name.ServerName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The SQL of leases. */
public final class LeaseRepository {
    /**
     * An agent has it, and a lease on it from now on; it may say so again.
     *
     * @return false when it is not this server's, was not delivered, or has ended
     */
    boolean receive(Handle db, ServerName server, UUID id, Instant now, Duration lease) {
        return db.createUpdate(
                                """
                                UPDATE work
                                   SET received_at = COALESCE(received_at, :now),
                                       lease_seconds = :lease,
                                       until = :until
                                 WHERE id = :id
                                   AND server = :server
                                   AND delivered_at IS NOT NULL
                                   AND ended_at IS NULL
                                """)
                        .bind("id", id)
                        .bind("server", server.value())
                        .bind("now", now)
                        .bind("lease", lease.toSeconds())
                        .bind("until", now.plus(lease))
                        .execute()
                == 1;
    }

    /** The agent still has these. */
    void renew(Handle db, ServerName server, Collection<UUID> ids, Instant now) {
        db.createUpdate(
                        """
                        UPDATE work
                           SET until = CAST(:now AS TIMESTAMPTZ)
                                       + COALESCE(lease_seconds, :usual) * INTERVAL '1 second'
                         WHERE id IN (<ids>)
                           AND server = :server
                           AND received_at IS NOT NULL
                           AND ended_at IS NULL
                        """)
                .bindList("ids", List.copyOf(ids))
                .bind("server", server.value())
                .bind("now", now)
                .bind("usual", Leases.USUAL.toSeconds())
                .execute();
    }
}
