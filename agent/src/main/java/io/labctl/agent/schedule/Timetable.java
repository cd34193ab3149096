package io.labctl.agent.schedule;

import io.labctl.agent.config.Cadence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.random.RandomGenerator;

/** Says when the next run is due, each time with a fresh splay. */
public final class Timetable {
    private static final Duration A_DAY = Duration.ofDays(1);

    /** From here on a jump is a correction of the clock, as cron(8) has it. */
    private static final Duration CORRECTION = Duration.ofHours(3);

    private final Cadence cadence;
    private final Duration splay;
    private final RandomGenerator random;

    public Timetable(Cadence cadence, Duration splay, RandomGenerator random) {
        this.cadence = cadence;
        this.splay = splay;
        this.random = random;
    }

    /**
     * When the first run is due. Moments of a schedule are kept from the start, as for a window of
     * maintenance; an interval begins with a run, and a fleet that was switched on at once comes
     * spread out.
     */
    Due first(ZonedDateTime now) {
        Duration wait =
                switch (cadence) {
                    case Cadence.Every _ -> Duration.ZERO;
                    case Cadence.Crontab crontab -> until(crontab, now, Due.NONE);
                };
        return Due.in(wait, someSplay(), now.toInstant(), Due.NONE);
    }

    /**
     * When the run after this one is due.
     *
     * @param ran what the last run was due by
     * @param sinceStart how long ago it began
     * @param jump of the wall clock since then: forward, or negative
     */
    Due next(Due ran, ZonedDateTime now, Duration sinceStart, Duration jump) {
        Instant done = unlessCorrected(ran.moment(), jump);
        Duration wait =
                switch (cadence) {
                    case Cadence.Every every -> every.interval().minus(sinceStart);
                    case Cadence.Crontab crontab -> until(crontab, now, done);
                };
        return Due.in(wait.isNegative() ? Duration.ZERO : wait, someSplay(), now.toInstant(), done);
    }

    /**
     * When a run is due after the wall clock has jumped while it was waited for. An interval does
     * not move. A moment of a schedule that has come, or was jumped over, is made up for, and one
     * that was run for does not come again where the schedule names its hours and minutes; after a
     * jump of three hours or more only moments by the new clock count.
     *
     * @param left how long the wait would have gone on
     * @param jump forward, or negative
     */
    Due afterJump(Due before, Duration left, ZonedDateTime now, Duration jump) {
        Instant wall = now.toInstant();
        Instant done = unlessCorrected(before.done(), jump);
        return switch (cadence) {
            case Cadence.Every _ -> new Due(before.moment().plus(jump), wall.plus(left), done);
            case Cadence.Crontab crontab ->
                    hasCome(before, wall, jump)
                            ? new Due(before.moment(), wall.plus(shorter(left, someSplay())), done)
                            : Due.in(until(crontab, now, done), someSplay(), wall, done);
        };
    }

    private static boolean hasCome(Due due, Instant now, Duration jump) {
        return !now.isBefore(due.moment()) && !isCorrection(jump);
    }

    private static Instant unlessCorrected(Instant done, Duration jump) {
        return isCorrection(jump) ? Due.NONE : done;
    }

    private static boolean isCorrection(Duration jump) {
        return jump.abs().compareTo(CORRECTION) >= 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Within what time labd hears of this agent again, if all is well. */
    public Duration nextContact(ZonedDateTime now) {
        Duration due =
                switch (cadence) {
                    case Cadence.Every every -> every.interval();
                    case Cadence.Crontab crontab -> until(crontab, now, Due.NONE);
                };
        return due.plus(splay);
    }

    private static Duration until(Cadence.Crontab crontab, ZonedDateTime now, Instant done) {
        boolean isRepeated = done.isAfter(now.toInstant()) && crontab.namesItsTimes();
        ZonedDateTime from = isRepeated ? done.atZone(now.getZone()) : now;
        return crontab.after(from).map(next -> Duration.between(now, next)).orElse(A_DAY);
    }

    private Duration someSplay() {
        return Duration.ofMillis(random.nextLong(splay.toMillis() + 1));
    }
}
