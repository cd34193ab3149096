package io.labctl.master.health;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database how it is, once at a time and at most once a second; all who want to know
 * meanwhile get the same answer. So strangers, who may ask as often as they like, take one
 * connection of the pool and not all of them.
 */
final class DatabaseProbe {
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final Supplier<Optional<String>> trouble;
    private final Ticker ticker;
    private @Nullable Answer newest;

    /**
     * What the database answered.
     *
     * @param trouble why it does not answer; empty when it does
     * @param took how long it took to answer
     * @param at by the ticker
     */
    record Answer(Optional<String> trouble, Duration took, long at) {}

    DatabaseProbe(Supplier<Optional<String>> trouble, Ticker ticker) {
        this.trouble = trouble;
        this.ticker = ticker;
    }

    /** At most a second old. */
    synchronized Answer answer() {
        Answer known = newest;
        if (known != null && ticker.read() - known.at() < REMEMBERED.toNanos()) {
            return known;
        }
        Answer fresh = ask();
        newest = fresh;
        return fresh;
    }

    private Answer ask() {
        long begun = ticker.read();
        Optional<String> why = trouble.get();
        long now = ticker.read();
        return new Answer(why, Duration.ofNanos(now - begun), now);
    }
}
