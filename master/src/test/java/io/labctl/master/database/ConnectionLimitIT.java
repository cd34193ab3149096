package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.secret.Secret;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that lets labd have no connection more than labd was told to take. */
class ConnectionLimitIT {
    private static final int CONNECTIONS = 2;

    @RegisterExtension final EmptyDatabase owned = new EmptyDatabase();

    @AfterEach
    void dropRole() throws SQLException {
        execute(
                "REASSIGN OWNED BY labd_few TO CURRENT_USER",
                "DROP OWNED BY labd_few",
                "DROP ROLE labd_few");
    }

    @Test
    void the_schema_is_made_over_no_more_connections_than_labd_may_have() throws SQLException {
        execute(
                "CREATE ROLE labd_few LOGIN PASSWORD 'few' CONNECTION LIMIT " + CONNECTIONS,
                "ALTER SCHEMA public OWNER TO labd_few");
        var few =
                new DatabaseConfig(
                        owned.config().url(),
                        "labd_few",
                        new Secret("few"),
                        owned.config().embedded(),
                        CONNECTIONS);

        try (var database = Database.open(few, new SecureRandom(), Ticker.systemTicker())) {
            assertThat(database.trouble()).isEmpty();
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = TestPostgres.connect(owned.config());
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
