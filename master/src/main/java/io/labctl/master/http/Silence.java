package io.labctl.master.http;

import io.labctl.catalog.session.SessionTerms;
import java.time.Duration;

/**
 * How silent the connections of a session may be.
 *
 * @param alive after this, who has nothing to say says that it is there
 * @param dead after this, and at most one more {@code alive}, nobody is there any more
 */
record Silence(Duration alive, Duration dead) {
    static final Silence USUAL = new Silence(SessionTerms.ALIVE_EVERY, SessionTerms.DEAD_AFTER);

    /** How often it is looked for in that time. */
    long looks() {
        return dead.dividedBy(alive);
    }
}
