package io.labctl.agent.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * The next run, by the wall clock as it is set now.
 *
 * @param moment when it is due
 * @param begin the same, put off by its splay
 * @param done the last moment that was run for, or {@link #NONE}
 */
record Due(Instant moment, Instant begin, Instant done) {
    /** Before all moments. */
    static final Instant NONE = Instant.MIN;

    static Due in(Duration wait, Duration splay, Instant now, Instant done) {
        return new Due(now.plus(wait), now.plus(wait).plus(splay), done);
    }

    Duration left(Instant now) {
        return Duration.between(now, begin);
    }
}
