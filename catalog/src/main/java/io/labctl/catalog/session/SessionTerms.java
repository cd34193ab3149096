package io.labctl.catalog.session;

import java.time.Duration;

/** What callers, labd and agents keep to on the connections of a session. */
public final class SessionTerms {
    /** A header of labd's answer to an agent: from where on it is to send output. */
    public static final String FROM = "Lab-From";

    /**
     * A header of labd's answer to who reads, which it says again with what it writes: the number
     * of this pair of requests. What comes with another one is of an earlier pair, and is refused.
     */
    public static final String TURN = "Lab-Turn";

    /** Whoever was silent for so long says that it is there. */
    public static final Duration ALIVE_EVERY = Duration.ofSeconds(15);

    /** Whoever was not heard for so long is taken for dead. */
    public static final Duration DEAD_AFTER = Duration.ofSeconds(45);

    private SessionTerms() {}
}
