package io.labctl.master.session;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.master.ca.Serial;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import io.labctl.master.recording.Recorder;
import io.labctl.master.work.Traffic;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the caller and the agent of one session meet at this labd, each with a request that is read
 * and one that is answered. What one brings is passed on as fast as the other takes it.
 *
 * <pre>
 * prepared --the caller comes--> open --it goes--> empty --it comes again--> open
 *     '----------------------------'--the command has ended--> over
 * </pre>
 *
 * Safe for use by many threads.
 */
final class Meeting {
    private final UUID session;
    private final LongSupplier turns;
    private final Rows rows;
    private @Nullable Turn caller;
    private @Nullable Turn agent;
    private boolean prepared;
    private boolean over;

    /**
     * One without anybody.
     *
     * @param turns numbers that are given out once, here and at any other labd
     * @param rows what goes through it
     */
    Meeting(UUID session, LongSupplier turns, Rows rows) {
        this.session = session;
        this.turns = turns;
        this.rows = rows;
        rows.whenRecorded(this::recorded);
    }

    /** One whose caller is about to come: until then its output is kept, while there is room. */
    static Meeting prepared(UUID session, LongSupplier turns, Rows rows, Serial caller) {
        var meeting = new Meeting(session, turns, rows);
        meeting.caller = meeting.callerTurn(Set.of(caller));
        meeting.prepared = true;
        return meeting;
    }

    private Turn callerTurn(Set<Serial> shown) {
        return new Turn(
                turns.getAsLong(),
                shown,
                Map.of(),
                turn -> new Side(() -> goOn(Optional.ofNullable(agent)), () -> callerGone(turn)));
    }

    private Turn agentTurn(Set<Serial> shown) {
        return new Turn(
                turns.getAsLong(),
                shown,
                Map.of(SessionTerms.FROM, Long.toString(rows.outputPlace())),
                turn -> new Side(() -> goOn(Optional.ofNullable(caller)), () -> agentGone(turn)));
    }

    /**
     * The caller comes, or comes again; then it is the later connection that counts.
     *
     * @param from up to where it has the output
     * @return empty when nobody can come here any more
     */
    synchronized Optional<FrameSink> callerReads(long from, Serial certificate) {
        if (prepared && from == 0 && caller != null) {
            prepared = false;
            return Optional.of(caller.sink());
        }
        prepared = false;
        if (over) {
            return Optional.empty();
        }
        endAll(); // what the agent has sent since then, it sends again
        rows.outputStartsFrom(from);
        caller = callerTurn(Set.of(certificate));
        return Optional.of(caller.sink());
    }

    /**
     * What the caller types, with these certificates.
     *
     * @throws Conflict when it does not belong to what he reads
     */
    synchronized FrameSource callerWrites(long turn, Set<Serial> shown) {
        if (caller == null) {
            throw new Conflict("nobody reads the output of session %s".formatted(session));
        }
        var source = new FrameSource(new Typed(this, caller));
        caller.bring(source, turn, shown);
        return source;
    }

    /** The agent comes, or comes again; empty when nobody is there for it. */
    synchronized Optional<FrameSink> agentReads(Set<Serial> shown) {
        if (!hasCaller()) {
            return Optional.empty();
        }
        endAgent();
        rows.inputIsAskedFor();
        agent = agentTurn(shown);
        return Optional.of(agent.sink());
    }

    /**
     * What the command writes, whose agent comes with these certificates.
     *
     * @param ended takes how it has ended, on the connection's thread
     * @throws Conflict when it does not belong to what its agent reads
     */
    synchronized FrameSource agentWrites(long turn, Set<Serial> shown, Consumer<Said> ended) {
        if (agent == null || !agent.isOpen()) {
            throw new Conflict(
                    "nobody reads the input of session %s, which comes first".formatted(session));
        }
        var source = new FrameSource(new Brought(this, agent, ended));
        agent.bring(source, turn, shown);
        return source;
    }

    /** Whether the caller has not come yet; its agent then comes by itself. */
    synchronized boolean isPrepared() {
        return prepared;
    }

    synchronized boolean hasCaller() {
        return caller != null && caller.isOpen();
    }

    /** Whether a caller is there and no agent. */
    synchronized boolean isWaiting() {
        return hasCaller() && (agent == null || !agent.isOpen());
    }

    /** Tells a caller who waits for the agent how it is with that. */
    synchronized void tellWaiting(Frame frame) {
        if (caller != null && isWaiting()) {
            caller.send(frame);
        }
    }

    /** Whether nobody can come here any more. */
    synchronized boolean isSpent() {
        return over && !prepared;
    }

    /** The caller had time to come, and did not. */
    synchronized void giveUpPrepared() {
        if (prepared) {
            prepared = false;
            endAll();
        }
    }

    /**
     * The command has ended as its agent has said, and what is written down of that is told to who
     * has read the output in that turn.
     *
     * @return false when somebody else reads by now, who lacks what came before it
     */
    synchronized boolean end(Said said, String end) {
        if (!said.turn().isOpen()) {
            return false;
        }
        said.turn().end();
        end(end);
        return true;
    }

    /** The command has ended, and no more output of it is to be had. */
    synchronized void end(String end) {
        if (over) {
            return;
        }
        over = true;
        if (caller != null) {
            caller.send(Frame.text(FrameKind.END, end)); // nothing, where that is over
        }
        endAll();
    }

    /** Its agent is to say it again. */
    synchronized void cut(Said said) {
        said.turn().cut();
        endAgent();
    }

    /** Nothing is passed on here any more; both may come to another labd. */
    synchronized void close() {
        over = true;
        prepared = false;
        endAll();
        recorder().ifPresent(Recorder::writeSoon);
    }

    Optional<Recorder> recorder() {
        return rows.recorder();
    }

    /** More is written down, or is not; what was held up for that goes on if it may. */
    private synchronized void recorded() {
        if (agent != null) {
            rows.acknowledgement().ifPresent(agent::send);
        }
        goOn(Optional.ofNullable(agent).filter(_ -> Turn.hasRoom(caller)));
        goOn(Optional.ofNullable(caller).filter(_ -> Turn.hasRoom(agent)));
    }

    /** The certificates that were shown by those who are connected. */
    synchronized Set<Serial> certificates() {
        return Turn.shown(caller, agent);
    }

    /** Ends the connections of those who came with one of these certificates. */
    synchronized void cut(Set<Serial> revoked) {
        if (agent != null && agent.cutOneOf(revoked)) {
            endAgent();
        }
        if (caller != null && caller.cutOneOf(revoked)) {
            endAll();
        }
    }

    /** What has gone through here since this was asked last. */
    synchronized Traffic takeTraffic() {
        return rows.take();
    }

    private void endAll() {
        if (caller != null) {
            caller.end();
        }
        endAgent();
    }

    private void endAgent() {
        if (agent != null) {
            agent.refuse("who read the output of session %s is gone".formatted(session));
        }
        if (caller != null) {
            caller.goOn(); // it may have waited for room that is not needed any more
        }
    }

    private synchronized void goOn(Optional<Turn> other) {
        other.filter(_ -> rows.flow()).ifPresent(Turn::goOn);
    }

    synchronized void callerGone(Turn turn) {
        if (turn.isOpen()) {
            endAll();
        }
    }

    synchronized void agentGone(Turn turn) {
        if (turn.isOpen()) {
            endAgent();
        }
    }

    /**
     * The caller has brought this; without an agent it is for nobody, and is asked for again.
     *
     * @return whether the next is wanted already
     */
    synchronized boolean typed(Turn turn, Frame frame) {
        return !turn.isOpen()
                || agent == null
                || !agent.isOpen()
                || ((!rows.typed(frame) || agent.send(rows.forAgent(frame))) && rows.flow());
    }

    /**
     * The agent has brought this.
     *
     * @return whether the next is wanted already
     */
    synchronized boolean written(Turn turn, Frame frame, Consumer<Said> ended) {
        if (!turn.isOpen() || caller == null) {
            return true;
        }
        if (frame.kind() == FrameKind.END) {
            turn.hasBroughtAll();
            ended.accept(new Said(turn, frame));
            return false;
        }
        return (!rows.written(frame) || caller.send(frame)) && rows.flow();
    }
}
