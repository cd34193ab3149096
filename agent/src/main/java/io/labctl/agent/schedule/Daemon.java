package io.labctl.agent.schedule;

import io.labctl.agent.time.Pause;
import io.labctl.agent.time.Timekeeper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * Runs again and again until it is told to stop. It waits by the clock that only runs forward, in
 * short steps; when the wall clock jumps meanwhile, it asks the timetable anew.
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
        Due next = timetable.first(time.here());
        while (!stoppedWaiting(work, next)) {
            Instant wall = time.now();
            long began = time.mark();
            if (!work.run()) {
                return;
            }
            Duration passed = time.since(began);
            ZonedDateTime here = time.here();
            next = timetable.next(next, here, passed, jump(wall, passed, here));
        }
    }

    private boolean stoppedWaiting(Work work, Due next) throws IOException {
        Due due = next;
        Duration left = due.left(time.now());
        work.due(due.begin());
        while (left.isPositive()) {
            Instant wall = time.now();
            long mark = time.mark();
            if (pause.pause(left.compareTo(STEP) < 0 ? left : STEP)) {
                return true;
            }
            Duration passed = time.since(mark);
            left = left.minus(passed);
            ZonedDateTime here = time.here();
            Duration jump = jump(wall, passed, here);
            if (jump.abs().compareTo(JUMP) > 0) {
                due = timetable.afterJump(due, left, here, jump);
                left = due.left(here.toInstant());
                work.due(due.begin());
            }
        }
        return pause.pause(Duration.ZERO);
    }

    private static Duration jump(Instant before, Duration passed, ZonedDateTime now) {
        return Duration.between(before.plus(passed), now.toInstant());
    }
}
