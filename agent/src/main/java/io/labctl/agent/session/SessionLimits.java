package io.labctl.agent.session;

import io.labctl.catalog.session.SessionTerms;
import java.time.Duration;

/**
 * How long sessions wait for what.
 *
 * @param grace for a caller who is gone to come back
 * @param toEnd for a command that is asked to end, before it is killed
 * @param toStop the same when the agent stops
 * @param lastWords for the end of the output, when the command has ended
 * @param kept an ended session, for who comes later
 * @param silence after which something is said, so that the connection is not forgotten
 * @param deafness after which a connection on which nothing is heard is given up
 */
record SessionLimits(
        Duration grace,
        Duration toEnd,
        Duration toStop,
        Duration lastWords,
        Duration kept,
        Duration silence,
        Duration deafness) {
    static SessionLimits usual() {
        return new SessionLimits(
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                Duration.ofMinutes(10),
                SessionTerms.ALIVE_EVERY,
                SessionTerms.DEAD_AFTER);
    }
}
