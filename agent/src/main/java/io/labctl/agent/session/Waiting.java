package io.labctl.agent.session;

import io.labctl.agent.time.Backoff;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How sessions wait.
 *
 * @param stop ends it
 */
record Waiting(Timekeeper time, Stop stop, RandomGenerator random) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** Between the tries of what somebody waits for. */
    Backoff pauses() {
        return Backoff.startingBelow(FIRST_PAUSE, random);
    }
}
