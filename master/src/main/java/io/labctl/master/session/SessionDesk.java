package io.labctl.master.session;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import io.labctl.master.identity.Caller;
import io.labctl.master.work.Asked;
import io.labctl.master.work.Left;
import io.labctl.master.work.WorkDesk;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sessions of this labd. What they are and how they end is work, in the database; only who is
 * connected for them is known here.
 */
public final class SessionDesk {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDesk.class);
    private static final int MOST = 1000;

    /** For a caller to begin to read after it asked for a session. */
    private static final Duration TO_COME = Duration.ofSeconds(10);

    /** For an agent to come to a session in which somebody is there. */
    private static final Duration TO_ATTACH = Duration.ofSeconds(10);

    private static final Duration TIDY_EVERY = Duration.ofSeconds(5);

    private final WorkDesk work;
    private final JsonMapper json;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final Executor threads;
    private final Map<UUID, Place> places = new ConcurrentHashMap<>();

    /** Where a session is, and from when on it is seen to when nobody is there. */
    private record Place(Meeting meeting, Instant emptyAfter) {}

    /**
     * A desk without sessions.
     *
     * @param threads for what takes time, such as to write an end down
     */
    public SessionDesk(
            WorkDesk work, JsonMapper json, Supplier<UUID> ids, Clock clock, Executor threads) {
        this.work = work;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
        this.threads = threads;
    }

    /** Sees to what nobody uses any more, until the returned handle is closed. */
    public Closing tidying() {
        return Repeating.every(TIDY_EVERY, "sessions", this::tidy)::close;
    }

    /** Ends all connections; the sessions go on. */
    public void close() {
        places.values().forEach(each -> each.meeting().close());
    }

    SessionView begin(Caller caller, ServerName server, SessionRequest request) {
        if (places.size() >= MOST) {
            throw new Unavailable("labd has %d sessions already; try again later".formatted(MOST));
        }
        var action = new Action.Exec(request.command(), request.detached());
        Asked asked = asked(server, action, caller.getName(), request.within());
        LOG.atInfo()
                .addKeyValue("caller", caller.getName())
                .addKeyValue("server", server)
                .addKeyValue("session", asked.id())
                .log("session asked");
        if (request.detached()) {
            work.post(asked, _ -> {});
        } else {
            open(asked);
        }
        return view(new Left(asked, null, null, null));
    }

    private Asked asked(ServerName server, Action action, String by, Duration within) {
        Instant now = clock.instant();
        return new Asked(ids.get(), server, action, by, now, now.plus(within));
    }

    private void open(Asked asked) {
        var meeting = Meeting.prepared(asked.id());
        places.put(asked.id(), new Place(meeting, asked.at().plus(TO_COME)));
        boolean open = false;
        try {
            work.post(asked, end -> end(asked.id(), meeting, end));
            open = true;
        } finally {
            if (!open) {
                places.remove(asked.id());
            }
        }
    }

    SessionView view(Caller caller, UUID id) {
        return view(of(caller, id));
    }

    private static SessionView view(Left left) {
        Asked asked = left.asked();
        Action.Exec exec = (Action.Exec) asked.action();
        return new SessionView(
                asked.id(),
                asked.server(),
                asked.by(),
                exec.command().argv(),
                exec.detached(),
                asked.at(),
                left.receivedAt(),
                left.endedAt(),
                left.end(),
                null,
                null);
    }

    /** A session is its caller's own. */
    private Left of(Caller caller, UUID id) {
        return work.find(id)
                .filter(left -> left.asked().action() instanceof Action.Exec)
                .filter(left -> left.asked().by().equals(caller.getName()))
                .orElseThrow(() -> missing(id));
    }

    private static NotFound missing(UUID id) {
        return new NotFound("you have no session %s".formatted(id));
    }

    /**
     * The caller reads the output.
     *
     * @param from up to where it has it
     */
    FrameSink callerReads(Caller caller, UUID id, long from) {
        Left left = of(caller, id);
        Instant emptyAfter = clock.instant().plus(TO_COME);
        Meeting meeting =
                places.compute(
                                id,
                                (_, place) ->
                                        new Place(
                                                place == null || place.meeting().isSpent()
                                                        ? new Meeting(id)
                                                        : place.meeting(),
                                                emptyAfter))
                        .meeting();
        FrameSink sink = meeting.callerReads(from);
        if (meeting.isOver()) {
            places.remove(id);
            return sink;
        }
        if (left.end() != null && left.receivedAt() == null) {
            end(id, meeting, left.end());
            return sink;
        }
        if (left.end() == null) {
            work.watch(left.asked(), end -> end(id, meeting, end));
        }
        if (left.receivedAt() != null && !meeting.hasAgent()) {
            call(left, meeting);
        }
        return sink;
    }

    /** Tells the agent that somebody is there. */
    private void call(Left left, Meeting meeting) {
        Asked asked = left.asked();
        work.post(
                asked(asked.server(), new Action.Attach(asked.id()), asked.by(), TO_ATTACH),
                end -> threads.execute(() -> called(asked.id(), meeting, end)));
    }

    private void called(UUID id, Meeting meeting, WorkEnd answer) {
        if (meeting.hasAgent() || !meeting.hasCaller()) {
            return;
        }
        try {
            Left now = work.find(id).orElseThrow(() -> missing(id));
            if (now.end() != null && !(answer instanceof WorkEnd.Done)) {
                end(id, meeting, now.end());
            } else if (now.end() == null && isWithoutAnswer(answer)) {
                call(now, meeting);
            }
        } catch (LabException | JdbiException e) {
            LOG.atWarn().addKeyValue("session", id).setCause(e).log("agent not called");
            meeting.close();
            places.remove(id);
        }
    }

    private static boolean isWithoutAnswer(WorkEnd end) {
        return end instanceof WorkEnd.Expired || end instanceof WorkEnd.AgentLost;
    }

    FrameSource callerWrites(Caller caller, UUID id) {
        of(caller, id);
        return meeting(id).callerWrites();
    }

    /** Ends the command, sooner or later. */
    void kill(Caller caller, UUID id) {
        Left left = of(caller, id);
        if (left.end() == null
                && !work.withdraw(id, new WorkEnd.Killed("it was ended before it began"))) {
            Asked asked = left.asked();
            work.post(
                    asked(asked.server(), new Action.Kill(id), caller.getName(), TO_ATTACH),
                    _ -> {});
        }
    }

    FrameSink agentReads(Caller.Agent agent, UUID id) {
        requireGiven(agent, id);
        return meeting(id).agentReads();
    }

    FrameSource agentWrites(Caller.Agent agent, UUID id) {
        requireGiven(agent, id);
        Meeting meeting = meeting(id);
        return meeting.agentWrites(end -> threads.execute(() -> said(agent, id, meeting, end)));
    }

    /** What it was never given, or has not begun with, is none of its business. */
    private void requireGiven(Caller.Agent agent, UUID id) {
        boolean given =
                work.find(id)
                        .filter(left -> left.asked().server().equals(agent.id().server()))
                        .filter(left -> left.receivedAt() != null)
                        .isPresent();
        if (!given) {
            throw new NotFound("%s has no session %s".formatted(agent.getName(), id));
        }
    }

    private Meeting meeting(UUID id) {
        Place place = places.get(id);
        if (place == null) {
            throw new NotFound("nobody is there for session %s".formatted(id));
        }
        return place.meeting();
    }

    /** What counts is what is written down, whatever the agent says. */
    private void said(Caller.Agent agent, UUID id, Meeting meeting, Frame frame) {
        try {
            byte[] bytes = frame.text().getBytes(StandardCharsets.UTF_8);
            WorkEnd end = WireJson.read(json, bytes, WorkEnd.class, "the end");
            if (!WorkEnd.isByAgent(end)) {
                throw new InvalidInput(
                        "an agent cannot say that work is '%s'".formatted(WorkEnd.word(end)));
            }
            end(id, meeting, work.end(agent, id, end));
        } catch (LabException | JdbiException e) {
            LOG.atWarn().addKeyValue("session", id).setCause(e).log("end not taken");
            meeting.close(); // its agent says it again, and its caller asks again
            places.remove(id);
        }
    }

    private void end(UUID id, Meeting meeting, WorkEnd end) {
        work.forget(id);
        if (meeting.end(json.writeValueAsString(end))) {
            places.remove(id);
        }
    }

    /** Unless somebody has just come. */
    private void forget(UUID id, Place place) {
        if (places.remove(id, place)) {
            work.forget(id);
        }
    }

    private void tidy() {
        Instant now = clock.instant();
        places.forEach(
                (id, place) -> {
                    if (place.emptyAfter().isBefore(now)) {
                        place.meeting().giveUpPrepared();
                        if (!place.meeting().hasCaller()) {
                            forget(id, place);
                        }
                    }
                });
    }
}
