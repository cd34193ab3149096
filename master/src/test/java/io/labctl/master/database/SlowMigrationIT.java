package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Migrations of a given database that take longer than labd waits for any other statement. */
class SlowMigrationIT {
    private static final Duration SILENCE = Duration.ofSeconds(1);

    @RegisterExtension final EmptyDatabase empty = new EmptyDatabase();

    @Test
    void a_migration_is_not_cut_by_the_limit_of_a_statement() throws SQLException {
        slowDownOneMigration();

        try (var database =
                Database.given(
                        empty.config(),
                        String.valueOf(empty.config().url()),
                        SILENCE,
                        Ticker.systemTicker())) {
            assertThat(delays(database)).isOne();
        }
    }

    private static int delays(Database database) {
        return database.jdbi()
                .withHandle(
                        db ->
                                db.createQuery("SELECT count(*) FROM slow.delay")
                                        .mapTo(int.class)
                                        .one());
    }

    /** By twice the limit, and in a schema of its own: labd's has to be empty. */
    private void slowDownOneMigration() throws SQLException {
        try (Connection connection = TestPostgres.connect(empty.config());
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE SCHEMA slow;
                    CREATE TABLE slow.delay (seconds INT);
                    CREATE FUNCTION slow.down() RETURNS event_trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF to_regclass('server') IS NOT NULL AND to_regclass('catalog') IS NULL THEN
                            PERFORM pg_sleep(%1$d);
                            INSERT INTO slow.delay VALUES (%1$d);
                        END IF;
                    END $$;
                    CREATE EVENT TRIGGER slow ON ddl_command_start WHEN TAG IN ('CREATE TABLE')
                        EXECUTE FUNCTION slow.down();
                    """
                            .formatted(2 * SILENCE.toSeconds()));
        }
    }
}
