package io.labctl.agent.schedule;

import io.labctl.agent.time.Pause;
import io.labctl.agent.time.Timekeeper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Runs again and again until it is told to stop. It waits by the clock that only runs forward, in
 * short steps; when the wall clock jumps meanwhile, it asks the timetable anew.
 */
public final class Daemon {
    private static final Duration STEP = Duration.ofSeconds(5);
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

        /** Told again and again while the daemon waits. */
        void waiting();
    }

    public void runUntilStopped(Work work) throws IOException {
        Optional<Due> come = await(work, timetable.first(time.here()));
        while (come.isPresent()) {
            Instant wall = time.now();
            long began = time.mark();
            if (!work.run()) {
                return;
            }
            Duration passed = time.since(began);
            ZonedDateTime here = time.here();
            Due next = timetable.next(come.get(), here, passed, jump(wall, passed, here));
            come = await(work, next);
        }
    }

    /**
     * Waits for a run.
     *
     * @return what it is due by, after all jumps; empty when the daemon was stopped meanwhile
     */
    private Optional<Due> await(Work work, Due next) throws IOException {
        Due due = next;
        Duration left = due.left(time.now());
        work.due(due.begin());
        while (left.isPositive()) {
            Instant wall = time.now();
            long mark = time.mark();
            if (pause.pause(left.compareTo(STEP) < 0 ? left : STEP)) {
                return Optional.empty();
            }
            Duration passed = time.since(mark);
            left = left.minus(passed);
            work.waiting();
            ZonedDateTime here = time.here();
            Duration jump = jump(wall, passed, here);
            if (jump.abs().compareTo(JUMP) > 0) {
                due = timetable.afterJump(due, left, here, jump);
                left = due.left(here.toInstant());
                work.due(due.begin());
            }
        }
        return pause.pause(Duration.ZERO) ? Optional.empty() : Optional.of(due);
    }

    private static Duration jump(Instant before, Duration passed, ZonedDateTime now) {
        return Duration.between(before.plus(passed), now.toInstant());
    }
}
