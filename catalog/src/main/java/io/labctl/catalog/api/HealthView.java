package io.labctl.catalog.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a health route answers.
 *
 * @param status {@code ok} or {@code unavailable}
 * @param database {@code ok}, or what is wrong with it; null where it was not looked at
 */
public record HealthView(String status, @Nullable String database, @Nullable Figures figures) {
    public static final HealthView OK = new HealthView("ok", null, null);

    /**
     * Figures for people.
     *
     * @param site {@code ok}, or why no server can be compiled, a line for each fault; null from a
     *     labd that does not tell
     * @param databaseMillis how long the database took to answer, in milliseconds
     * @param certificateEndsAt when labd's own certificate ends
     * @param certificateSecondsLeft how long that is from now
     * @param servers how many there are, all of them and by their status
     * @param failed on how many the newest run failed; null from a labd that does not count them
     * @param compileFailed for how many the newest run had no new catalog, for it did not compile;
     *     null from a labd that does not count them
     */
    public record Figures(
            Instant startedAt,
            @Nullable String site,
            long databaseMillis,
            Instant certificateEndsAt,
            long certificateSecondsLeft,
            long servers,
            long online,
            long stale,
            long offline,
            long neverReported,
            @Nullable Long failed,
            @Nullable Long compileFailed) {}

    public boolean healthy() {
        return status.equals("ok");
    }
}
