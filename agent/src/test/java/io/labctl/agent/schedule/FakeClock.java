package io.labctl.agent.schedule;

import io.labctl.agent.time.Pause;
import io.labctl.agent.time.Timekeeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that passes by waiting for it, and a wall clock that can be set. */
final class FakeClock extends Clock implements Pause {
    private final Instant start = Instant.parse("2026-05-04T10:07:00Z");
    private Duration passed = Duration.ZERO;
    private Duration set = Duration.ZERO;
    private Duration end = Duration.ofDays(1000);

    Timekeeper timekeeper() {
        return new Timekeeper(this, () -> passed.toNanos());
    }

    /** The agent is told to stop when that much time has passed. */
    FakeClock stoppedAfter(Duration length) {
        end = length;
        return this;
    }

    void pass(Duration length) {
        passed = passed.plus(length);
    }

    void setWallClock(Duration forward) {
        set = set.plus(forward);
    }

    Duration passed() {
        return passed;
    }

    @Override
    public boolean pause(Duration length) {
        passed = passed.plus(length);
        return passed.compareTo(end) >= 0;
    }

    @Override
    public Instant instant() {
        return start.plus(passed).plus(set);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
