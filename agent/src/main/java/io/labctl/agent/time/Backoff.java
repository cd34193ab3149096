package io.labctl.agent.time;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: a random time below a bound that doubles with each failure
 * in a row (full jitter).
 */
public final class Backoff {
    static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FIRST = Duration.ofSeconds(2);

    /** However long labd asks to be left alone: someone may want to ask for something meanwhile. */
    static final Duration LONGEST_WISH = Duration.ofMinutes(5);

    private final RandomGenerator random;
    private final Duration first;
    private Duration bound;

    /** Below 2 s at first. */
    public Backoff(RandomGenerator random) {
        this(FIRST, random);
    }

    private Backoff(Duration first, RandomGenerator random) {
        this.random = random;
        this.first = first;
        this.bound = first;
    }

    public static Backoff startingBelow(Duration first, RandomGenerator random) {
        return new Backoff(first, random);
    }

    public void reset() {
        bound = first;
    }

    /** The same, or what labd asks for when that is longer. */
    public Duration next(Optional<Duration> wish) {
        Duration own = next();
        return wish.map(each -> each.compareTo(LONGEST_WISH) < 0 ? each : LONGEST_WISH)
                .filter(each -> each.compareTo(own) > 0)
                .orElse(own);
    }

    public Duration next() {
        Duration wait = Duration.ofMillis(random.nextLong(bound.toMillis() + 1));
        Duration doubled = bound.multipliedBy(2);
        bound = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return wait;
    }
}
