package io.labctl.agent.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: a random time below a bound that doubles with each failure
 * in a row (full jitter).
 */
final class Backoff {
    static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FIRST = Duration.ofSeconds(2);

    /** However long labd asks to be left alone: someone may want to ask for something meanwhile. */
    static final Duration LONGEST_WISH = Duration.ofMinutes(5);

    private final RandomGenerator random;
    private Duration bound = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    void reset() {
        bound = FIRST;
    }

    /** The same, or what labd asks for when that is longer. */
    Duration next(Optional<Duration> wish) {
        Duration own = next();
        return wish.map(each -> each.compareTo(LONGEST_WISH) < 0 ? each : LONGEST_WISH)
                .filter(each -> each.compareTo(own) > 0)
                .orElse(own);
    }

    Duration next() {
        Duration wait = Duration.ofMillis(random.nextLong(bound.toMillis() + 1));
        Duration doubled = bound.multipliedBy(2);
        bound = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return wait;
    }
}
