package io.labctl.agent.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The machine's wall clock in its time zone. The zone is looked up when it is asked for: with the
 * first one Java reads all zones and searches every jar for more.
 */
public final class LocalClock extends Clock {
    private final Clock wall;

    public LocalClock(Clock wall) {
        this.wall = wall;
    }

    @Override
    public ZoneId getZone() {
        return ZoneId.systemDefault();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return wall.withZone(zone);
    }

    @Override
    public Instant instant() {
        return wall.instant();
    }
}
