package io.labctl.master.database;

import io.labctl.catalog.error.Unavailable;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables, as this labd needs them. */
final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private Schema() {}

    /**
     * A migration may take its time.
     *
     * @param connections two at least: one holds the lock against other labds meanwhile
     * @throws Unavailable when that is not possible
     */
    static void bringUpToDate(DataSource connections) {
        try {
            Flyway flyway =
                    Flyway.configure()
                            .dataSource(connections)
                            .locations("classpath:db/migration")
                            .load();
            if (flyway.info().pending().length > 0) {
                LOG.atInfo().log("the database's schema is being brought up to date");
            }
            flyway.migrate();
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
