package io.labctl.agent.schedule;

import io.labctl.agent.config.Cadence;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.random.RandomGenerator;

/** Says when the next run is due, each time with a fresh splay. */
public final class Timetable {
    private static final Duration A_DAY = Duration.ofDays(1);

    private final Cadence cadence;
    private final Duration splay;
    private final RandomGenerator random;

    public Timetable(Cadence cadence, Duration splay, RandomGenerator random) {
        this.cadence = cadence;
        this.splay = splay;
        this.random = random;
    }

    /**
     * How long the first run waits. Moments of a schedule are kept from the start, as for a window
     * of maintenance; an interval begins with a run, and a fleet that was switched on at once comes
     * spread out.
     */
    Duration untilFirst(ZonedDateTime now) {
        Duration due =
                switch (cadence) {
                    case Cadence.Every _ -> Duration.ZERO;
                    case Cadence.Crontab crontab -> until(crontab, now);
                };
        return due.plus(someSplay());
    }

    /**
     * How long from now until the next run.
     *
     * @param sinceStart how long ago the last run began
     */
    Duration untilNext(ZonedDateTime now, Duration sinceStart) {
        Duration due =
                switch (cadence) {
                    case Cadence.Every every -> every.interval().minus(sinceStart);
                    case Cadence.Crontab crontab -> until(crontab, now);
                };
        return (due.isNegative() ? Duration.ZERO : due).plus(someSplay());
    }

    /** Within what time labd hears of this agent again, if all is well. */
    public Duration nextContact(ZonedDateTime now) {
        Duration due =
                switch (cadence) {
                    case Cadence.Every every -> every.interval();
                    case Cadence.Crontab crontab -> until(crontab, now);
                };
        return due.plus(splay);
    }

    /** Whether due times stand on the wall clock and move when it is set. */
    boolean followsWallClock() {
        return cadence instanceof Cadence.Crontab;
    }

    private static Duration until(Cadence.Crontab crontab, ZonedDateTime now) {
        return crontab.after(now).map(next -> Duration.between(now, next)).orElse(A_DAY);
    }

    private Duration someSplay() {
        return Duration.ofMillis(random.nextLong(splay.toMillis() + 1));
    }
}
