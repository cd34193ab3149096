package io.labctl.master.session;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.ServerName;
import io.labctl.master.identity.Caller;
import io.labctl.master.work.Left;
import io.labctl.master.work.SessionRepository;
import io.labctl.master.work.Traffic;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is written down of sessions. */
public final class SessionLedger {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLedger.class);

    private final Jdbi jdbi;
    private final SessionRepository sessions;

    public SessionLedger(Jdbi jdbi, SessionRepository sessions) {
        this.jdbi = jdbi;
        this.sessions = sessions;
    }

    /**
     * A session is its caller's own.
     *
     * @throws NotFound when it is not his
     */
    Left of(Caller.Person caller, UUID id) {
        return find(id).filter(left -> left.asked().by().equals(caller.getName()))
                .orElseThrow(() -> new NotFound("you have no session %s".formatted(id)));
    }

    /**
     * What an agent was never given, or has not begun with, is none of its business.
     *
     * @throws NotFound when it has no such session
     */
    Left given(Caller.Agent agent, UUID id) {
        return find(id).filter(left -> left.asked().server().equals(agent.id().server()))
                .filter(left -> left.receivedAt() != null)
                .orElseThrow(
                        () -> new NotFound("%s has no session %s".formatted(agent.getName(), id)));
    }

    Optional<Left> find(UUID id) {
        return jdbi.withHandle(db -> sessions.find(db, id));
    }

    List<Left> find(Collection<UUID> ids) {
        return jdbi.withHandle(db -> sessions.find(db, ids));
    }

    List<Left> list(SessionRepository.Query query) {
        return jdbi.withHandle(db -> sessions.list(db, query));
    }

    SessionRepository.Open open(String caller, ServerName server) {
        return jdbi.withHandle(db -> sessions.open(db, caller, server));
    }

    /**
     * Writes down what has gone through a place; where nothing has, it stays unknown how much there
     * was. A session goes on when that cannot be written.
     */
    void count(Place place) {
        Traffic more = place.meeting().takeTraffic();
        if (!more.isNothing()) {
            write(place, more);
        }
    }

    /** The same where all has gone through, up to the end: nothing is what there was, then. */
    void countWhole(Place place) {
        write(place, place.meeting().takeTraffic());
    }

    private void write(Place place, Traffic more) {
        try {
            jdbi.useHandle(db -> sessions.passed(db, place.id(), more));
        } catch (JdbiException e) {
            LOG.atWarn()
                    .addKeyValue("session", place.id())
                    .setCause(e)
                    .log("bytes of a session not written down");
        }
    }
}
