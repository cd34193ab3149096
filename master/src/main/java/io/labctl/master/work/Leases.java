package io.labctl.master.work;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.Action;
import io.labctl.master.identity.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Work that an agent says it has, and goes on saying so while that lasts. Nobody waits longer for
 * it than its lease when the agent is not heard of any more.
 */
public final class Leases {
    /**
     * Of a command that is begun detached and goes on when nobody hears of its agent: the longest
     * that a network may be cut for.
     */
    public static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Some polls may be missed, and an agent that is started anew has to find its journal. With a
     * caller a command does not outlive that for long anyway: its agent ends it when he is gone. A
     * run does, but his caller is not to wait for a machine that is gone, and its report comes.
     */
    static final Duration USUAL = Duration.ofMinutes(2);

    private final Jdbi jdbi;
    private final LeaseRepository leases;
    private final SessionRepository sessions;
    private final Clock clock;

    public Leases(Jdbi jdbi, LeaseRepository leases, SessionRepository sessions, Clock clock) {
        this.jdbi = jdbi;
        this.leases = leases;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * An agent has taken work, and begins with it only now.
     *
     * @throws Conflict when it is not to: it has ended, or was never given to it
     */
    void receive(Caller.Agent agent, UUID id) {
        ServerName server = agent.id().server();
        boolean received =
                jdbi.inTransaction(
                        db -> leases.receive(db, server, id, clock.instant(), lease(db, id)));
        if (!received) {
            throw new Conflict("work %s is not to be done any more".formatted(id));
        }
    }

    private Duration lease(Handle db, UUID id) {
        return sessions.find(db, id)
                .filter(
                        left ->
                                left.asked().action() instanceof Action.Session session
                                        && session.detached())
                .map(_ -> LONGEST)
                .orElse(USUAL);
    }

    /** The agent still has these. */
    public void renew(Caller.Agent agent, List<UUID> ids) {
        if (!ids.isEmpty()) {
            Instant now = clock.instant();
            jdbi.useTransaction(db -> leases.renew(db, agent.id().server(), ids, now));
        }
    }
}
