package io.labctl.master.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.labctl.catalog.error.Unavailable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** The tables, as this labd needs them. */
final class Schema {
    private Schema() {}

    /**
     * Over connections of its own, which last no longer: a migration may take its time.
     *
     * @throws Unavailable when that is not possible
     */
    static void bringUpToDate(HikariConfig connections) {
        connections.setMinimumIdle(0);
        try (var own = new HikariDataSource(connections)) {
            Flyway.configure().dataSource(own).locations("classpath:db/migration").load().migrate();
        } catch (FlywayException e) {
            throw new Unavailable(
                    "the database's schema could not be brought up to date: %s"
                            .formatted(firstLine(e.getMessage())),
                    e);
        }
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
