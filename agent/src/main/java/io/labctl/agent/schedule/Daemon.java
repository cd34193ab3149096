package io.labctl.agent.schedule;

import io.labctl.agent.time.Pause;
import io.labctl.agent.time.Timekeeper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Runs again and again until it is told to stop. It waits by the clock that only runs forward, in
 * short steps; when the wall clock jumps meanwhile, a crontab's due time is worked out anew, and
 * that of an interval is told anew.
 */
public final class Daemon {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration JUMP = Duration.ofSeconds(5);

    private final Timetable timetable;
    private final Timekeeper time;
    private final Pause pause;

    public Daemon(Timetable timetable, Timekeeper time, Pause pause) {
        this.timetable = timetable;
        this.time = time;
        this.pause = pause;
    }

    /** What the daemon does. */
    public interface Work {
        /** Runs once; false when the daemon should come to its end. */
        boolean run() throws IOException;

        /** The next run, as far as is known now. */
        void due(Instant next) throws IOException;
    }

    public void runUntilStopped(Work work) throws IOException {
        Duration wait = timetable.untilFirst(time.here());
        long began = time.mark();
        while (!stoppedWaiting(work, wait, began)) {
            began = time.mark();
            if (!work.run()) {
                return;
            }
            wait = timetable.untilNext(time.here(), time.since(began));
        }
    }

    private boolean stoppedWaiting(Work work, Duration wait, long began) throws IOException {
        Duration left = wait;
        work.due(time.now().plus(left));
        while (left.isPositive()) {
            Instant wall = time.now();
            long mark = time.mark();
            if (pause.pause(left.compareTo(STEP) < 0 ? left : STEP)) {
                return true;
            }
            Duration passed = time.since(mark);
            left = left.minus(passed);
            if (jumped(wall, passed)) {
                left =
                        timetable.followsWallClock()
                                ? timetable.untilNext(time.here(), time.since(began))
                                : left;
                work.due(time.now().plus(left));
            }
        }
        return pause.pause(Duration.ZERO);
    }

    private boolean jumped(Instant wallBefore, Duration passed) {
        Duration difference = Duration.between(wallBefore.plus(passed), time.now());
        return difference.abs().compareTo(JUMP) > 0;
    }
}
