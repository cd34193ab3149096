package io.labctl.agent.session;

import io.labctl.agent.labd.SessionLine;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The sessions of this machine. Safe for use by many threads. */
final class Sessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** That have not ended, and that have and are kept. */
    private static final int MOST = 16;

    /** Beyond what commands have to end, for their last words. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private static final WorkEnd LOST =
            new WorkEnd.AgentLost("the agent was restarted while it ran");
    private static final WorkEnd LOST_WITH_ITS_NOTE =
            new WorkEnd.AgentLost(
                    "the agent was restarted while it ran, and cannot read what it had noted:"
                            + " the command may go on");

    private final SessionMachine machine;
    private final Teller teller;
    private final Connector connector;

    /** The oldest first. */
    private final Map<UUID, Kept> known = new LinkedHashMap<>();

    private boolean isClosed;

    private record Kept(LiveSession session, Thread thread) {}

    private Sessions(SessionMachine machine, Teller teller, Connector connector) {
        this.machine = machine;
        this.teller = teller;
        this.connector = connector;
    }

    /** Those of a machine, which talk with labd on this line. */
    static Sessions of(SessionMachine machine, SessionLine labd, JsonMapper json) {
        var teller = new Teller(labd, machine.waiting());
        var connector = new Connector(labd, teller, machine.limits(), machine.waiting(), json);
        return new Sessions(machine, teller, connector);
    }

    /** Begins this work, and tells labd how it ended. */
    void take(WorkItem item) {
        Optional<WorkEnd> end =
                switch (item.action()) {
                    case Action.Session session -> begin(item, session);
                    case Action.Attach(UUID id) -> Optional.of(attach(id));
                    case Action.Kill(UUID id) -> Optional.of(kill(id));
                    case Action.ShowResources show ->
                            throw new IllegalArgumentException("no session: " + show);
                };
        end.ifPresent(
                known ->
                        start(
                                "work " + item.id(),
                                () -> {
                                    boolean _ = teller.tell(item.id(), known, item.within());
                                }));
    }

    /** Empty when the command's own end will be told. */
    private synchronized Optional<WorkEnd> begin(WorkItem item, Action.Session order) {
        if (isClosed) { // labd has no receipt, and leaves it to the next agent
            LOG.atInfo().addKeyValue("session", item.id()).log("session came too late, not begun");
            return Optional.empty();
        }
        if (known.containsKey(item.id()) || machine.journal().has(item.id())) {
            LOG.atWarn().addKeyValue("session", item.id()).log("session came again, not begun");
            return Optional.empty();
        }
        if (known.values().stream().filter(each -> !each.session().isTold()).count() >= MOST) {
            return Optional.of(new WorkEnd.Refused("%d sessions already run here".formatted(MOST)));
        }
        var session = new LiveSession(item, order);
        Thread thread =
                Thread.ofVirtual().name("session " + item.id()).unstarted(() -> keep(session));
        known.put(item.id(), new Kept(session, thread));
        thread.start();
        return Optional.empty();
    }

    private synchronized WorkEnd attach(UUID id) {
        Kept kept = known.get(id);
        if (kept == null) {
            return new WorkEnd.Failed("there is no session %s here".formatted(id));
        }
        kept.session().call();
        return new WorkEnd.Done(null);
    }

    private synchronized WorkEnd kill(UUID id) {
        Kept kept = known.get(id);
        if (kept == null) {
            return new WorkEnd.Failed("there is no session %s here".formatted(id));
        }
        kept.session().end(new WorkEnd.Killed("by request"));
        return new WorkEnd.Done(null);
    }

    /** From when it is taken until it is forgotten. */
    private void keep(LiveSession session) {
        try {
            if (isRun(session)) {
                afterwards(session);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            forget(session);
        }
    }

    /** Until labd knows its end; false when labd does not leave it to this agent. */
    private boolean isRun(LiveSession session) throws InterruptedException {
        machine.journal().begun(session.id());
        if (teller.mayStart(session.item())) {
            run(session);
            return true;
        }
        machine.journal().forget(session.id());
        return false;
    }

    private void run(LiveSession session) throws InterruptedException {
        boolean started = session.start(machine);
        boolean isAwaited = started && !session.isDetached();
        Thread connecting =
                start(
                        "session %s is in touch".formatted(session.id()),
                        () -> {
                            if (connector.untilTold(session, isAwaited)) {
                                machine.journal().forget(session.id());
                            }
                            session.told();
                        });
        if (started) {
            LOG.atInfo().addKeyValue("session", session.id()).log("session begun");
            session.watch(machine.journal());
        }
        connecting.join();
    }

    /** For a while it is kept, for who wants to read its output. */
    private void afterwards(LiveSession session) throws InterruptedException {
        giveUpOldest();
        while (session.awaitCall(machine.limits().kept())) {
            connector.again(session);
        }
    }

    private synchronized void giveUpOldest() {
        List<LiveSession> ended =
                known.values().stream().map(Kept::session).filter(LiveSession::isTold).toList();
        ended.stream().limit(Math.max(0, ended.size() - MOST)).forEach(LiveSession::giveUp);
    }

    private synchronized void forget(LiveSession session) {
        known.remove(session.id());
    }

    private synchronized List<Kept> all() {
        return List.copyOf(known.values());
    }

    /** Those that labd may think are here. */
    List<UUID> alive() {
        return all().stream()
                .map(Kept::session)
                .filter(LiveSession::isAlive)
                .map(LiveSession::id)
                .toList();
    }

    /** Whether the agent may start anew without ending any. */
    boolean isIdle() {
        return all().stream().map(Kept::session).allMatch(LiveSession::isTold);
    }

    /** Tells what became of those that an agent before this one has left. */
    void resume() {
        machine.journal()
                .left()
                .forEach(
                        (id, note) ->
                                start("session %s was left".formatted(id), () -> end(id, note)));
    }

    private void end(UUID id, Optional<SessionNote> note) {
        WorkEnd end = note.map(each -> end(id, each)).orElse(LOST_WITH_ITS_NOTE);
        if (teller.tell(id, end, Teller.AS_LONG_AS_IT_LIVES)) {
            machine.journal().forget(id);
        }
    }

    private static WorkEnd end(UUID id, SessionNote note) {
        if (note.leader() != null) {
            try {
                note.leader().kill();
            } catch (IOException e) {
                LOG.atWarn().setCause(e).addKeyValue("session", id).log("command not killed");
            }
        }
        return note.end() == null ? LOST : note.end();
    }

    /** Ends all of them, and gives them a moment to say so; none is begun any more. */
    @Override
    public void close() {
        Timekeeper time = machine.waiting().time();
        long begun = time.mark();
        List<Kept> left = last();
        for (Kept each : left) {
            each.session().end(RunningCommand.STOPPED);
            each.session().giveUp();
        }
        Duration moment = machine.limits().toStop().plus(LAST_WORDS);
        try {
            for (Kept each : left) {
                Duration still = moment.minus(time.since(begun));
                if (still.isPositive()) {
                    boolean _ = each.thread().join(still);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Kept> last() {
        isClosed = true;
        return all();
    }

    /** What a thread does; nobody interrupts one that has begun. */
    private interface Task {
        void go() throws InterruptedException;
    }

    private static Thread start(String what, Task task) {
        return Thread.ofVirtual()
                .name(what)
                .start(
                        () -> {
                            try {
                                task.go();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }
}
