package io.labctl.master.work;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.ServerName;
import io.labctl.master.identity.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Work that an agent says it has, and goes on saying so while that lasts. Nobody waits longer for
 * it than its lease when the agent is not heard of any more.
 */
public final class Leases {
    /** Some polls may be missed, and an agent that is started anew has to find its journal. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Jdbi jdbi;
    private final LeaseRepository leases;
    private final Clock clock;

    public Leases(Jdbi jdbi, LeaseRepository leases, Clock clock) {
        this.jdbi = jdbi;
        this.leases = leases;
        this.clock = clock;
    }

    /**
     * An agent has taken work, and begins with it only now.
     *
     * @throws Conflict when it is not to: it has ended, or was never given to it
     */
    void receive(Caller.Agent agent, UUID id) {
        Instant now = clock.instant();
        ServerName server = agent.id().server();
        if (!jdbi.inTransaction(db -> leases.receive(db, server, id, now, now.plus(LEASE)))) {
            throw new Conflict("work %s is not to be done any more".formatted(id));
        }
    }

    void renew(Caller.Agent agent, List<UUID> ids) {
        if (!ids.isEmpty()) {
            Instant until = clock.instant().plus(LEASE);
            jdbi.useTransaction(db -> leases.renew(db, agent.id().server(), ids, until));
        }
    }
}
