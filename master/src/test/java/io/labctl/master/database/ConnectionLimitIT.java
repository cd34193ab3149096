package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.secret.Secret;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A database that lets labd have no connection more than labd was told to take. */
@EnabledIf("isThereADatabase")
class ConnectionLimitIT {
    private static final int CONNECTIONS = 2;

    private DatabaseConfig owned;

    static boolean isThereADatabase() {
        return !TestPostgres.available().isDisabled();
    }

    @BeforeEach
    void makeDatabase() {
        owned = TestPostgres.running().freshDatabase();
    }

    @AfterEach
    void drop() throws SQLException {
        execute(
                "REASSIGN OWNED BY labd_few TO CURRENT_USER",
                "DROP OWNED BY labd_few",
                "DROP ROLE labd_few");
        TestPostgres.running().drop(owned);
    }

    @Test
    void the_schema_is_made_over_no_more_connections_than_labd_may_have() throws SQLException {
        execute(
                "CREATE ROLE labd_few LOGIN PASSWORD 'few' CONNECTION LIMIT " + CONNECTIONS,
                "ALTER SCHEMA public OWNER TO labd_few");
        var few =
                new DatabaseConfig(
                        owned.url(), "labd_few", new Secret("few"), owned.embedded(), CONNECTIONS);

        try (var database = Database.open(few, new SecureRandom(), Ticker.systemTicker())) {
            assertThat(database.trouble()).isEmpty();
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = TestPostgres.connect(owned);
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
