package io.labctl.master.relay;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps this labd from others, told in its log: of each of them once in a minute, however many
 * come for the sessions there. Safe for use by many threads.
 */
final class Obstacles {
    private static final Logger LOG = LoggerFactory.getLogger(Obstacles.class);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<URI, Instant> told = new ConcurrentHashMap<>();

    Obstacles(Clock clock) {
        this.clock = clock;
    }

    /**
     * Tells of one.
     *
     * @return false when that labd was told of just now
     */
    boolean tell(URI labd, String reason) {
        Instant now = clock.instant();
        told.values().removeIf(each -> !each.plus(AGAIN).isAfter(now));
        boolean isNew = told.putIfAbsent(labd, now) == null;
        if (isNew) {
            LOG.atWarn()
                    .addKeyValue("labd", labd)
                    .addKeyValue("reason", reason)
                    .log("the sessions of another labd cannot be reached");
        }
        return isNew;
    }
}
