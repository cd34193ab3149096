package io.labctl.agent.session;

import io.labctl.agent.labd.InputAnswer;
import io.labctl.agent.labd.SessionClient;
import io.labctl.agent.labd.SessionLine;
import io.labctl.agent.time.Backoff;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.work.WorkEnd;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Keeps sessions in touch with their callers, by way of labd. */
final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    private final SessionLine labd;
    private final Teller teller;
    private final SessionLimits limits;
    private final Waiting waiting;
    private final JsonMapper json;

    Connector(
            SessionLine labd,
            Teller teller,
            SessionLimits limits,
            Waiting waiting,
            JsonMapper json) {
        this.labd = labd;
        this.teller = teller;
        this.limits = limits;
        this.waiting = waiting;
        this.json = json;
    }

    /** What comes next. */
    private sealed interface Next {
        /** labd is asked at once. */
        record Ask() implements Next {}

        /** It is asked after a while. */
        record AskLater(Optional<Duration> wish) implements Next {}

        /** Nobody is there. */
        record AwaitCall() implements Next {}

        /**
         * There is nothing more to say.
         *
         * @param isKnown whether labd knows the end
         */
        record Over(boolean isKnown) implements Next {}
    }

    /**
     * Until labd knows the end.
     *
     * @param isAwaited whether somebody should be there who reads the output
     * @return false when the agent has stopped before
     */
    boolean untilTold(LiveSession session, boolean isAwaited) throws InterruptedException {
        return go(session, isAwaited ? new Next.Ask() : new Next.AwaitCall());
    }

    /** Somebody has come to a session whose end labd knows. */
    void again(LiveSession session) throws InterruptedException {
        var _ = go(session, new Next.Ask());
    }

    private boolean go(LiveSession session, Next first) throws InterruptedException {
        Backoff pauses = waiting.pauses();
        Next next = first;
        while (true) {
            switch (next) {
                case Next.Over(boolean isKnown) -> {
                    return isKnown;
                }
                case Next.Ask _ -> next = ask(session, pauses);
                case Next.AskLater(Optional<Duration> wish) -> {
                    boolean _ = session.awaitCall(pauses.next(wish));
                    next = new Next.Ask();
                }
                case Next.AwaitCall _ -> next = awaitCall(session);
            }
        }
    }

    private Next ask(LiveSession session, Backoff pauses) throws InterruptedException {
        Optional<WorkEnd> end = session.end();
        if (end.isPresent() && (waiting.stop().requested() || session.isGivenUp())) {
            return new Next.Over(session.isTold() || teller.tellLast(session.id(), end.get()));
        }
        session.answerCall();
        try (SessionClient client = labd.client()) {
            return next(session, client, pauses);
        } catch (LabException e) {
            return away(session, e.sentence(), Optional.empty());
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("unexpected error in a session");
            return away(session, "unexpected error: " + e, Optional.empty());
        }
    }

    private Next next(LiveSession session, SessionClient client, Backoff pauses)
            throws InterruptedException {
        return switch (client.input(session.id())) {
            case InputAnswer.Attached there ->
                    after(
                            new Conversation(session, limits, waiting.time(), json)
                                    .hold(client, there),
                            pauses);
            case InputAnswer.NobodyIsThere _ -> new Next.AwaitCall();
            case InputAnswer.Ended _ -> conclude(session);
            case InputAnswer.NotToBeHad(String reason, Optional<Duration> wish) ->
                    away(session, reason, wish);
        };
    }

    private static Next after(Conversation.Outcome conversation, Backoff pauses) {
        return switch (conversation) {
            case TOLD -> new Next.Over(true);
            case WENT_WELL -> {
                pauses.reset();
                yield new Next.Ask();
            }
            case IN_VAIN -> new Next.AskLater(Optional.empty());
        };
    }

    private static Next away(LiveSession session, String reason, Optional<Duration> wish) {
        LOG.atInfo()
                .addKeyValue("session", session.id())
                .addKeyValue("reason", reason)
                .log("no connection for a session");
        return session.isTold() ? new Next.Over(true) : new Next.AskLater(wish);
    }

    /**
     * labd has written down another end: what it does not know of must not go on, unless it says by
     * itself what it has done.
     */
    private static Next conclude(LiveSession session) throws InterruptedException {
        if (!session.isFinishedAnyway()) {
            session.end(new WorkEnd.Killed("labd takes it for lost"));
        }
        session.awaitEnd();
        return new Next.Over(true);
    }

    private Next awaitCall(LiveSession session) throws InterruptedException {
        if (session.isTold()) {
            return new Next.Over(true);
        }
        boolean isRunning = session.end().isEmpty();
        if (!isRunning && !mayBeReadYet(session)) {
            return tell(session);
        }
        boolean isLeftAlone = session.isDetached() || (isRunning && session.outlivesItsCaller());
        Duration grace = isLeftAlone ? Teller.AS_LONG_AS_IT_LIVES : limits.grace();
        if (session.awaitCall(grace)) {
            return new Next.Ask();
        }
        if (!isRunning) {
            return tell(session);
        }
        if (session.end().isEmpty()) { // whoever comes while it ends gets its last words
            String gone = "its caller was gone for %s".formatted(Span.of(grace));
            session.end(new WorkEnd.Killed(gone));
        }
        return new Next.AwaitCall();
    }

    /** A caller who comes back in time is to get the rest of the output before the end. */
    private static boolean mayBeReadYet(LiveSession session) throws InterruptedException {
        boolean isKilled = session.end().filter(WorkEnd.Killed.class::isInstance).isPresent();
        return !isKilled && !session.isDetached() && !session.hasBeenRead();
    }

    private Next tell(LiveSession session) {
        WorkEnd end = session.end().orElseThrow();
        return new Next.Over(teller.tell(session.id(), end, Teller.AS_LONG_AS_IT_LIVES));
    }
}
