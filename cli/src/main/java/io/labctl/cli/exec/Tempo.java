package io.labctl.cli.exec;

import io.labctl.catalog.session.SessionTerms;
import java.time.Duration;

/**
 * How long a session waits for what.
 *
 * @param acknowledge how long output that was written may stay unacknowledged
 * @param alive after so long a silence of ours we say that we are there
 * @param silence after so long a silence of labd's the connection is taken for dead
 * @param firstPause the most before the first new try; it doubles with each that fails
 * @param longestPause the most before any
 * @param patience how long to try in all, without any success
 * @param afterInterrupt how long a command has that was told to stop by a person
 * @param farewell how long labd has for its answer when a command is ended for good
 * @param afterReader how long it has when nobody reads its output any more
 */
public record Tempo(
        Duration acknowledge,
        Duration alive,
        Duration silence,
        Duration firstPause,
        Duration longestPause,
        Duration patience,
        Duration afterInterrupt,
        Duration farewell,
        Duration afterReader) {
    /** What labd and agents go by too. */
    public static final Tempo USUAL =
            new Tempo(
                    Duration.ofSeconds(1),
                    SessionTerms.ALIVE_EVERY,
                    SessionTerms.DEAD_AFTER,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5));
}
