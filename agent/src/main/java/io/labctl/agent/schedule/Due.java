package io.labctl.agent.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * The next run, by the wall clock as it is set now.
 *
 * @param moment when it is due
 * @param begin the same, put off by its splay
 */
record Due(Instant moment, Instant begin) {
    static Due in(Duration wait, Duration splay, Instant now) {
        return new Due(now.plus(wait), now.plus(wait).plus(splay));
    }

    Duration left(Instant now) {
        return Duration.between(now, begin);
    }
}
