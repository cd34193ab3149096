package io.labctl.master.session;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.master.background.Closing;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Where a session is, and what is to be seen to there: a caller may wait for his agent, or be gone.
 * Safe for use by many threads.
 */
final class Place {
    /** For an agent to come to a session in which somebody is there, or to say that it will not. */
    static final Duration TO_ATTACH = Duration.ofSeconds(10);

    /** After so many the agent is not believed any more. */
    private static final int MOST_PROMISES = 3;

    private final UUID id;
    private final Meeting meeting;
    private Instant emptyAfter;
    private Instant seeAfter;
    private boolean isCalling;
    private boolean isSilent;
    private boolean isRefused;
    private boolean saidAway;
    private int promises;
    private long visits;
    private long calledFor;
    private Closing watch = () -> {};

    /**
     * A place to which somebody is about to come.
     *
     * @param emptyAfter when nobody has, he does not come any more
     */
    Place(UUID id, Meeting meeting, Instant emptyAfter) {
        this.id = id;
        this.meeting = meeting;
        this.emptyAfter = emptyAfter;
        this.seeAfter = emptyAfter;
    }

    /** A place as it was when somebody looked at it. */
    record Seen(Place place, long visits) {
        /** Whether nobody has come since. */
        boolean isStillSo() {
            return place.seen().visits == visits;
        }
    }

    synchronized Seen seen() {
        return new Seen(this, visits);
    }

    UUID id() {
        return id;
    }

    Meeting meeting() {
        return meeting;
    }

    /** Somebody comes, for whom the agent may be called anew. */
    synchronized void keepUntil(Instant moment) {
        visits++;
        emptyAfter = moment;
        isSilent = false;
        isRefused = false;
        saidAway = false;
        promises = 0;
    }

    synchronized boolean isEmpty(Instant now) {
        return emptyAfter.isBefore(now) && !meeting.hasCaller();
    }

    /** The caller had time to come. */
    synchronized boolean isLate(Instant now) {
        return emptyAfter.isBefore(now);
    }

    /** The agent may come by itself until then. */
    synchronized void seeAfter(Instant moment) {
        seeAfter = moment;
    }

    /** Whether the caller has waited for the agent for so long that something has to be done. */
    synchronized boolean isDue(Instant now) {
        if (!meeting.isWaiting()) {
            seeAfter = now.plus(TO_ATTACH);
            promises = 0;
            return false;
        }
        return !isCalling && !seeAfter.isAfter(now);
    }

    /**
     * Whether a caller waits for the agent who has not been told since it was here that it is away.
     */
    synchronized boolean awaitsInSilence() {
        boolean waits = meeting.isWaiting();
        saidAway &= waits;
        return waits && !saidAway;
    }

    /** Tells him so, and how long it is waited for. */
    synchronized void tellAway(Duration wait) {
        saidAway = true;
        meeting.tellWaiting(Frame.number(FrameKind.AWAY, Math.max(0, wait.toMillis())));
    }

    /** Whether the agent is to be called now; it is called by one at a time. */
    synchronized boolean beginCall() {
        if (isCalling) {
            return false;
        }
        isCalling = true;
        calledFor = visits;
        return true;
    }

    /** The agent could not be called. */
    synchronized void endCall() {
        isCalling = false;
    }

    /**
     * The agent says that it comes.
     *
     * @return false when somebody has come since it was called: it may have come before him, and
     *     have been told that nobody is there
     */
    synchronized boolean promised(Instant now) {
        isCalling = false;
        promises++;
        seeAfter = now.plus(TO_ATTACH);
        return calledFor == visits;
    }

    /** The agent says nothing. */
    synchronized void unanswered() {
        isCalling = false;
        isSilent = true;
    }

    /** The agent says that it does not come. */
    synchronized void refused() {
        isCalling = false;
        isRefused = true;
    }

    /**
     * Whether there is any use in calling the agent: one that is away may come back, but not to a
     * command that has ended.
     */
    synchronized boolean mayCome(boolean hasEnded) {
        return !isRefused && promises < MOST_PROMISES && !(hasEnded && isSilent);
    }

    /** What is told of the session's end from now on, instead of what was before. */
    synchronized void watch(Closing begun) {
        watch.close();
        watch = begun;
    }

    synchronized void unwatch() {
        watch.close();
    }
}
