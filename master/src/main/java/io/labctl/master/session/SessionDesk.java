package io.labctl.master.session;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import io.labctl.master.ca.Serial;
import io.labctl.master.http.FrameSink;
import io.labctl.master.identity.Caller;
import io.labctl.master.recording.Recordings;
import io.labctl.master.relay.Relays;
import io.labctl.master.work.Asked;
import io.labctl.master.work.Leases;
import io.labctl.master.work.Left;
import io.labctl.master.work.SessionLog;
import io.labctl.master.work.SessionRepository;
import io.labctl.master.work.Traffic;
import io.labctl.master.work.WorkDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sessions of this labd. What they are and how they end is work, in the database; only who is
 * connected for them is known here.
 */
public final class SessionDesk {
    private static final Duration TIDY_EVERY = Duration.ofSeconds(5);
    private static final Duration WRITE_EVERY = Duration.ofSeconds(1);

    private final WorkDesk work;
    private final SessionLedger ledger;
    private final SessionConfig config;
    private final Ground ground;
    private final SessionLog log = new SessionLog();
    private final ReentrantLock beginning = new ReentrantLock();

    private final Meetings meetings;
    private final Places places;
    private final Ends ends;
    private final Calls calls;
    private final Connections connections;

    /**
     * What sessions stand on besides work.
     *
     * @param threads for what takes time, such as to write an end down
     * @param whereabouts at which labd they are met
     * @param relays to those labds
     * @param recordings of what their terminals show
     */
    public record Ground(
            Supplier<UUID> ids,
            Clock clock,
            RandomGenerator random,
            Executor threads,
            Whereabouts whereabouts,
            Relays relays,
            Recordings recordings) {}

    public SessionDesk(
            WorkDesk work,
            Leases leases,
            SessionLedger ledger,
            JsonMapper json,
            SessionConfig config,
            Ground ground) {
        this.work = work;
        this.ledger = ledger;
        this.config = config;
        this.ground = ground;
        this.meetings = new Meetings(ground.recordings(), ground.random());
        this.places = new Places(ground.clock());
        this.ends = new Ends(work, ledger, json);
        this.calls = new Calls(work, places, ledger, ends, ground);
        this.connections = new Connections(places, ledger, leases, ends, ground);
    }

    /**
     * Sees to those who wait and to what nobody uses any more, until the returned handle is closed.
     *
     * @param inForce those of some certificates that count
     * @param isAway whether the agent of a server was connected, and is not any more
     */
    public Closing tidying(
            Function<Collection<Serial>, Set<Serial>> inForce, Predicate<ServerName> isAway) {
        var tidying = new Tidying(places, ledger, calls, ground.clock(), inForce);
        var absences = new Absences(places, ledger, ground.clock(), isAway);
        var cutoffs = new Cutoffs(work, places, ledger, calls, ends, ground.threads());
        var tapes = new Tapes(places, ledger, cutoffs, ground.threads(), ground.clock());
        Repeating writing = Repeating.every(WRITE_EVERY, "recorded sessions", tapes::look);
        Repeating tidied =
                Repeating.every(
                        TIDY_EVERY,
                        "sessions",
                        () -> {
                            tidying.tidy();
                            connections.tidy();
                            absences.look();
                        });
        return () -> {
            tidied.close();
            writing.close();
        };
    }

    /** Ends all connections, and from now on none begins; the sessions go on. */
    public void close() {
        connections.close();
    }

    /** Those who come for them. */
    Connections connections() {
        return connections;
    }

    SessionView begin(Caller.Person caller, ServerName server, SessionRequest request) {
        boolean recorded = ground.recordings().mustRecord(request.task());
        if (recorded && request.detached()) {
            throw InvalidInput.inField(
                    "detached",
                    "what a terminal shows is recorded by this labd, so a command with one cannot be detached");
        }
        var action = new Action.Session(request.task(), request.detached(), recorded ? true : null);
        Asked asked = asked(server, action, caller.getName(), request.within());
        beginning.lock(); // so that those who are let in are counted with the next
        try {
            requireRoom(caller, server);
            leave(caller, asked, request.detached());
        } finally {
            beginning.unlock();
        }
        log.asked(asked);
        return view(new Left(asked, null, null, null, null));
    }

    private void requireRoom(Caller.Person caller, ServerName server) {
        SessionRepository.Open open = ledger.open(caller.getName(), server);
        if (open.ofCaller() >= config.perUser()) {
            throw new Unavailable(
                    "you have %d sessions that have not ended, and labd's sessions.per-user allows %d; end one, or wait until one has ended"
                            .formatted(open.ofCaller(), config.perUser()));
        }
        if (open.ofServer() >= config.perAgent()) {
            throw new Unavailable(
                    "server '%s' has %d sessions that have not ended, and labd's sessions.per-agent allows %d; wait until one has ended"
                            .formatted(server, open.ofServer(), config.perAgent()));
        }
    }

    private void leave(Caller.Person caller, Asked asked, boolean detached) {
        if (detached) {
            work.post(asked);
            return;
        }
        UUID id = asked.id();
        Place place = places.visit(id, () -> meetings.prepared(asked, caller.serial()));
        boolean left = false;
        try {
            connections.meetHere(id); // before an agent can know of it
            calls.post(place, asked);
            left = true;
        } finally {
            if (!left) {
                places.leave(place);
            }
        }
    }

    private Asked asked(ServerName server, Action action, String by, Duration within) {
        Instant now = ground.clock().instant();
        return new Asked(ground.ids().get(), server, action, by, now, now.plus(within));
    }

    SessionView view(Caller.Person caller, UUID id) {
        return view(ledger.of(caller, id));
    }

    /**
     * The caller's own, the newest first.
     *
     * @param server null for those on all
     */
    List<SessionView> list(Caller.Person caller, @Nullable ServerName server, int limit) {
        var query = new SessionRepository.Query(caller.getName(), server, limit);
        return ledger.list(query).stream().map(SessionDesk::view).toList();
    }

    private static SessionView view(Left left) {
        Asked asked = left.asked();
        Action.Session session = (Action.Session) asked.action();
        Traffic traffic = left.traffic();
        return new SessionView(
                asked.id(),
                asked.server(),
                asked.by(),
                session.task(),
                session.detached(),
                asked.at(),
                left.receivedAt(),
                left.endedAt(),
                left.end(),
                traffic == null ? null : traffic.bytesIn(),
                traffic == null ? null : traffic.bytesOut(),
                session.mustBeRecorded());
    }

    /**
     * The caller reads the output.
     *
     * @param from up to where it has it
     */
    FrameSink callerReads(Caller.Person caller, UUID id, long from) {
        Left left = ledger.of(caller, id);
        while (true) {
            Place place = places.visit(id, meetings.another(left, places.canMeet(id)));
            connections.meetHere(id);
            boolean isExpected = place.meeting().isPrepared();
            Optional<FrameSink> sink = place.meeting().callerReads(from, caller.serial());
            if (sink.isPresent()) {
                if (!isExpected) {
                    awaitAgent(place, left);
                }
                return sink.get();
            }
        }
    }

    /** Nobody is there whose request is not answered. */
    private void awaitAgent(Place place, Left left) {
        boolean awaits = false;
        try {
            if (left.end() == null) {
                calls.watch(place, left.asked());
            }
            calls.see(place, left);
            awaits = true;
        } finally {
            if (!awaits) {
                places.leave(place);
            }
        }
        boolean comesWhenCalled =
                left.receivedAt() == null && ((Action.Session) left.asked().action()).detached();
        Instant now = ground.clock().instant();
        place.seeAfter(comesWhenCalled ? now : now.plus(Place.TO_ATTACH));
    }

    /**
     * Ends the command, sooner or later. One whose agent was taken for lost may still run there,
     * and hears of it when it is back.
     */
    void kill(Caller.Person caller, UUID id) {
        Left left = ledger.of(caller, id);
        boolean mayRun = left.end() == null || left.end() instanceof WorkEnd.AgentLost;
        if (mayRun && !work.withdraw(id, new WorkEnd.Killed("it was ended before it began"))) {
            calls.kill(left.asked(), caller.getName());
        }
    }
}
