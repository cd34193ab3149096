package io.labctl.master.session;

import io.labctl.catalog.work.Action;
import io.labctl.master.ca.Serial;
import io.labctl.master.recording.Recorder;
import io.labctl.master.recording.Recordings;
import io.labctl.master.work.Asked;
import io.labctl.master.work.Left;
import io.labctl.master.work.Traffic;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the meetings of sessions, with what records them. Safe for use by many threads. */
final class Meetings {
    /** Far more than there will be turns, and exact in every program's numbers. */
    private static final long TURNS = 1L << 50;

    private final Recordings recordings;

    /** The numbers of labds begin far from each other. */
    private final AtomicLong turns;

    Meetings(Recordings recordings, RandomGenerator random) {
        this.recordings = recordings;
        this.turns = new AtomicLong(random.nextLong(TURNS));
    }

    /** One for a session that begins, whose caller is about to come. */
    Meeting prepared(Asked session, Serial caller) {
        Recorder recorder =
                isRecorded(session) ? recordings.begin(session.id(), session.at()) : null;
        var rows = new Rows(Traffic.NONE, recorder);
        rows.outputStartsFrom(0);
        return Meeting.prepared(session.id(), turns::getAndIncrement, rows, caller);
    }

    /**
     * One for a session that has begun earlier.
     *
     * @param isThere whether there is one already, so that another will hardly be needed
     */
    Supplier<Meeting> another(Left left, boolean isThere) {
        Traffic before = Objects.requireNonNullElse(left.traffic(), Traffic.NONE);
        Recorder known = isThere ? null : recorder(left.asked());
        return () ->
                new Meeting(
                        left.asked().id(),
                        turns::getAndIncrement,
                        new Rows(before, known != null ? known : recorder(left.asked())));
    }

    private @Nullable Recorder recorder(Asked session) {
        return isRecorded(session) ? recordings.goOn(session.id(), session.at()) : null;
    }

    private static boolean isRecorded(Asked session) {
        return ((Action.Session) session.action()).mustBeRecorded();
    }
}
