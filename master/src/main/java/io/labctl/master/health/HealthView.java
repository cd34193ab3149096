package io.labctl.master.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a health route answers.
 *
 * @param status {@code ok} or {@code unavailable}
 * @param database {@code ok}, or what is wrong with it; null where it was not looked at
 */
record HealthView(String status, @Nullable String database, @Nullable Figures figures) {
    static final HealthView OK = new HealthView("ok", null, null);

    /**
     * Figures for people.
     *
     * @param site {@code ok}, or why no server can be compiled
     * @param databaseMillis how long the database took to answer, in milliseconds
     * @param certificateEndsAt when labd's own certificate ends
     * @param certificateSecondsLeft how long that is from now
     * @param servers by their status
     */
    record Figures(
            Instant startedAt,
            String site,
            long databaseMillis,
            Instant certificateEndsAt,
            long certificateSecondsLeft,
            long servers,
            long online,
            long stale,
            long offline,
            long neverReported) {}

    boolean healthy() {
        return status.equals("ok");
    }
}
