package io.labctl.master.session;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
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
    /** Says from where on the agent is to send output. */
    private static final String FROM = "Lab-From";

    private final UUID session;
    private final FrameSink.Listener callerSide = new CallerSide();
    private final FrameSink.Listener agentSide = new AgentSide();
    private @Nullable FrameSink toCaller;
    private @Nullable FrameSource fromCaller;
    private @Nullable FrameSink toAgent;
    private @Nullable FrameSource fromAgent;

    /** Only what it brings counts; what an earlier connection still brings does not. */
    private @Nullable Brought brought;

    /** Up to here the caller has the output, or it is on its way. */
    private long place;

    private boolean prepared;
    private boolean over;

    Meeting(UUID session) {
        this.session = session;
    }

    /**
     * One whose caller is about to come: until then its output is kept, as far as there is room.
     */
    static Meeting prepared(UUID session) {
        var meeting = new Meeting(session);
        meeting.toCaller = new FrameSink(Map.of(), meeting.callerSide);
        meeting.prepared = true;
        return meeting;
    }

    /**
     * The caller comes, or comes again; then it is the later connection that counts.
     *
     * @param from up to where it has the output
     */
    synchronized FrameSink callerReads(long from) {
        if (prepared && from == 0 && toCaller != null) {
            prepared = false;
            FrameSink ready = toCaller;
            if (over) {
                toCaller = null;
            }
            return ready;
        }
        prepared = false;
        if (toCaller != null) {
            toCaller.end();
        }
        endAgent(); // what it has sent since then, it sends again
        place = from;
        toCaller = new FrameSink(Map.of(), callerSide);
        return toCaller;
    }

    /**
     * What the caller types.
     *
     * @throws Conflict when it does not read what comes of it
     */
    synchronized FrameSource callerWrites() {
        if (toCaller == null && !over) {
            throw new Conflict("nobody reads the output of session %s".formatted(session));
        }
        if (fromCaller != null) {
            fromCaller.finish();
        }
        fromCaller = new FrameSource(new Typed());
        return fromCaller;
    }

    /**
     * The agent comes, or comes again.
     *
     * @throws NotFound when nobody is there for it
     */
    synchronized FrameSink agentReads() {
        if (toCaller == null || over) {
            throw new NotFound("nobody is there for session %s".formatted(session));
        }
        endAgent();
        toAgent = new FrameSink(Map.of(FROM, Long.toString(place)), agentSide);
        return toAgent;
    }

    /**
     * What the command writes.
     *
     * @param end takes how it has ended, on the connection's thread
     * @throws Conflict when its agent does not read what the caller types
     */
    synchronized FrameSource agentWrites(Consumer<Frame> end) {
        if (toAgent == null) {
            throw new Conflict(
                    "nobody reads the input of session %s, which comes first".formatted(session));
        }
        if (fromAgent != null) {
            fromAgent.finish();
        }
        brought = new Brought(end);
        fromAgent = new FrameSource(brought);
        return fromAgent;
    }

    synchronized boolean hasAgent() {
        return toAgent != null;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Whether nobody can come here any more. */
    synchronized boolean isSpent() {
        return over && !prepared;
    }

    synchronized boolean hasCaller() {
        return toCaller != null;
    }

    /** The caller had time to come, and did not. */
    synchronized void giveUpPrepared() {
        if (prepared) {
            prepared = false;
            callerGone();
        }
    }

    /**
     * The command has ended, and its output has been passed on.
     *
     * @return whether nobody is expected any more
     */
    synchronized boolean end(String end) {
        if (over) {
            return !prepared;
        }
        over = true;
        if (toCaller != null) {
            toCaller.send(Frame.text(FrameKind.END, end));
        }
        FrameSink ready = prepared ? toCaller : null;
        endAll();
        toCaller = ready;
        return ready == null;
    }

    /** Nothing is passed on here any more; both may come to another labd. */
    synchronized void close() {
        over = true;
        endAll();
    }

    private void endAll() {
        endCaller();
        endAgent();
    }

    private void endCaller() {
        if (toCaller != null) {
            toCaller.end();
        }
        toCaller = null;
        if (fromCaller != null) {
            fromCaller.finish();
        }
        fromCaller = null;
    }

    /** Its agent asks again at once, and learns whether somebody is there. */
    private void endAgent() {
        brought = null;
        if (toAgent != null) {
            toAgent.end();
        }
        toAgent = null;
        if (fromAgent != null) {
            fromAgent.finish();
        }
        fromAgent = null;
        if (fromCaller != null) {
            fromCaller.goOn(); // it may have waited for room that is not needed any more
        }
    }

    private synchronized void callerGone() {
        endAll();
    }

    private final class CallerSide implements FrameSink.Listener {
        @Override
        public void roomAgain() {
            synchronized (Meeting.this) {
                if (fromAgent != null) {
                    fromAgent.goOn();
                }
            }
        }

        @Override
        public void gone(FrameSink sink) {
            synchronized (Meeting.this) {
                if (sink == toCaller) {
                    callerGone();
                }
            }
        }
    }

    private final class AgentSide implements FrameSink.Listener {
        @Override
        public void roomAgain() {
            synchronized (Meeting.this) {
                if (fromCaller != null) {
                    fromCaller.goOn();
                }
            }
        }

        @Override
        public void gone(FrameSink sink) {
            synchronized (Meeting.this) {
                if (sink == toAgent) {
                    endAgent();
                }
            }
        }
    }

    /** What the caller brings; without an agent it is for nobody: it is asked for again. */
    private final class Typed implements FrameSource.Taker {
        @Override
        public boolean take(Frame frame) {
            synchronized (Meeting.this) {
                return switch (frame.kind()) {
                    case IN, IN_END, SIZE, SIGNAL, FROM, ACK ->
                            toAgent == null || toAgent.send(frame);
                    case ALIVE -> true;
                    case OUT, ERR, LOST, END -> throw misplaced(frame);
                };
            }
        }

        @Override
        public void ended(FrameSource source) {
            synchronized (Meeting.this) {
                if (source == fromCaller) {
                    fromCaller = null;
                }
            }
        }
    }

    /** What one connection of the agent brings. */
    private final class Brought implements FrameSource.Taker {
        private final Consumer<Frame> end;

        private Brought(Consumer<Frame> end) {
            this.end = end;
        }

        @Override
        public boolean take(Frame frame) {
            synchronized (Meeting.this) {
                if (brought != this || toCaller == null) {
                    return true;
                }
                return switch (frame.kind()) {
                    case OUT, ERR -> passOn(frame, frame.length());
                    case LOST -> passOn(frame, frame.number());
                    case FROM, ACK -> passOn(frame, 0);
                    case ALIVE -> true;
                    case END -> {
                        end.accept(frame);
                        yield false;
                    }
                    case IN, IN_END, SIZE, SIGNAL -> throw misplaced(frame);
                };
            }
        }

        @Override
        public void ended(FrameSource source) {
            synchronized (Meeting.this) {
                if (brought == this) {
                    endAgent();
                }
            }
        }
    }

    private boolean passOn(Frame frame, long further) {
        place += further;
        return toCaller == null || toCaller.send(frame);
    }

    private static InvalidInput misplaced(Frame frame) {
        return new InvalidInput("a frame of kind %s goes the other way".formatted(frame.kind()));
    }
}
