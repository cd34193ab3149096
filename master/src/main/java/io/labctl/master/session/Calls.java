package io.labctl.master.session;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.background.Closing;
import io.labctl.master.work.Asked;
import io.labctl.master.work.Leases;
import io.labctl.master.work.Left;
import io.labctl.master.work.WorkDesk;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to callers who wait for an agent: it is called, again and again where it does not answer,
 * and a few times where it says that it comes and does not. A caller for whom nothing more can come
 * gets the end.
 */
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final WorkDesk work;
    private final Places places;
    private final SessionLedger ledger;
    private final Ends ends;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final Executor threads;

    Calls(
            WorkDesk work,
            Places places,
            SessionLedger ledger,
            Ends ends,
            SessionDesk.Ground ground) {
        this.work = work;
        this.places = places;
        this.ledger = ledger;
        this.ends = ends;
        this.ids = ground.ids();
        this.clock = ground.clock();
        this.threads = ground.threads();
    }

    /** From now on the end of a session is heard of, however it comes. */
    void watch(Place place, Asked session) {
        place.watch(work.watch(session, end -> heard(place, end)));
    }

    /** It is left, and its end is heard of. */
    void post(Place place, Asked session) {
        place.watch(work.post(session, end -> heard(place, end)));
    }

    /** On a thread that has more to do. */
    private void heard(Place place, WorkEnd end) {
        if (end instanceof WorkEnd.AgentLost) {
            threads.execute(() -> ends.conclude(place, end));
        } else if (place.meeting().isWaiting()) {
            threads.execute(() -> look(place));
        }
    }

    /**
     * Sees to a place by what is written down; what is not possible now is so with a later look.
     */
    private void look(Place place) {
        try {
            ledger.find(place.id())
                    .ifPresentOrElse(left -> see(place, left), () -> places.leave(place));
        } catch (LabException | JdbiException e) {
            LOG.atWarn().addKeyValue("session", place.id()).setCause(e).log("agent not called");
        }
    }

    /** Sees to a place, where a caller may wait. */
    void see(Place place, Left left) {
        if (!place.meeting().isWaiting()) {
            return; // what the agent has to say comes before the end
        }
        WorkEnd end = left.end();
        boolean hasBegun = left.receivedAt() != null;
        boolean isToCome = hasBegun && place.mayCome(end != null);
        if (end != null && !isToCome) {
            ends.conclude(place, end);
        } else if (isToCome) {
            call(place, left.asked());
        } else if (hasBegun) {
            LOG.atWarn()
                    .addKeyValue("session", place.id())
                    .addKeyValue("server", left.asked().server())
                    .log("agent does not come to a session");
            ledger.count(place);
            places.giveUp(place);
        }
    }

    /** Has the agent end the command, sooner or later. */
    void kill(Asked session, String by) {
        Instant now = clock.instant();
        var kill = new Action.Kill(session.id());
        work.post(new Asked(ids.get(), session.server(), kill, by, now, now.plus(Leases.LONGEST)));
    }

    /** Tells the agent that somebody is there. */
    private void call(Place place, Asked session) {
        if (!place.beginCall()) {
            return;
        }
        boolean called = false;
        try {
            Instant now = clock.instant();
            var attach =
                    new Asked(
                            ids.get(),
                            session.server(),
                            new Action.Attach(session.id()),
                            session.by(),
                            now,
                            now.plus(Place.TO_ATTACH));
            Closing _ = work.post(attach, answer -> answered(place, answer));
            called = true;
        } finally {
            if (!called) {
                place.endCall();
            }
        }
    }

    private void answered(Place place, WorkEnd answer) {
        switch (answer) {
            case WorkEnd.Done _ -> {
                if (!place.promised(clock.instant())) {
                    threads.execute(() -> look(place));
                }
            }
            case WorkEnd.Expired _, WorkEnd.AgentLost _ -> {
                place.unanswered();
                threads.execute(() -> look(place));
            }
            case WorkEnd.Exited _,
                    WorkEnd.TimedOut _,
                    WorkEnd.Killed _,
                    WorkEnd.Failed _,
                    WorkEnd.Refused _ -> {
                place.refused();
                threads.execute(() -> look(place));
            }
        }
    }
}
