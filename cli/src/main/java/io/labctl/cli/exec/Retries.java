package io.labctl.cli.exec;

import java.time.Duration;

/**
 * When to try again: after a random time below a bound that doubles with each failure in a row
 * (full jitter), and not for ever. For use by one thread.
 */
final class Retries {
    private final Pace pace;
    private Duration bound;
    private int failures;
    private long failedSince;
    private long connectedSince;

    Retries(Pace pace) {
        this.pace = pace;
        this.bound = pace.tempo().firstPause();
        this.connectedSince = pace.mark();
    }

    /** A try begins. */
    void connects() {
        connectedSince = pace.mark();
    }

    /**
     * labd said something: a success when it was of the session, or when the connection has held
     * for longer than any pause. That it says no more than that it is there is none by itself, or a
     * connection that always breaks would be tried again at once, and for ever.
     */
    void heard(boolean ofTheSession) {
        if (ofTheSession || pace.since(connectedSince).compareTo(pace.tempo().longestPause()) > 0) {
            failures = 0;
            bound = pace.tempo().firstPause();
        }
    }

    /** How many failed in a row, each of which was waited after. */
    int failures() {
        return failures;
    }

    /** Waits for the time of the next try; false when enough has been tried. */
    boolean awaitNext() throws InterruptedException {
        if (failures == 0) {
            failedSince = pace.mark();
        } else if (pace.since(failedSince).compareTo(pace.tempo().patience()) >= 0) {
            return false;
        }
        failures++;
        Thread.sleep(Duration.ofMillis(pace.random().nextLong(bound.toMillis() + 1)));
        Duration doubled = bound.multipliedBy(2);
        Duration longest = pace.tempo().longestPause();
        bound = doubled.compareTo(longest) < 0 ? doubled : longest;
        return true;
    }
}
