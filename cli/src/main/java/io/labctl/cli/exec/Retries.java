package io.labctl.cli.exec;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: after a random time below a bound that doubles with each failure in a row
 * (full jitter), and not for ever. For use by one thread.
 */
final class Retries {
    private final Tempo tempo;
    private final RandomGenerator random;
    private Duration bound;
    private int failures;
    private long failedSince;

    Retries(Tempo tempo, RandomGenerator random) {
        this.tempo = tempo;
        this.random = random;
        this.bound = tempo.firstPause();
    }

    void succeeded() {
        failures = 0;
        bound = tempo.firstPause();
    }

    /** How many failed in a row, each of which was waited after. */
    int failures() {
        return failures;
    }

    /** Waits for the time of the next try; false when enough has been tried. */
    boolean awaitNext() throws InterruptedException {
        long now = System.nanoTime();
        if (failures == 0) {
            failedSince = now;
        } else if (now - failedSince >= tempo.patience().toNanos()) {
            return false;
        }
        failures++;
        Thread.sleep(Duration.ofMillis(random.nextLong(bound.toMillis() + 1)));
        Duration doubled = bound.multipliedBy(2);
        bound = doubled.compareTo(tempo.longestPause()) < 0 ? doubled : tempo.longestPause();
        return true;
    }
}
