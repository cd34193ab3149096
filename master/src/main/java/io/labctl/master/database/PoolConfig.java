package io.labctl.master.database;

import com.zaxxer.hikari.HikariConfig;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.time.Duration;

/** How connections to the given or the embedded database are made. */
final class PoolConfig {
    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration BORROW_LIMIT = Duration.ofSeconds(5);

    /** How long it is tried to tell the database that a statement is not wanted any more. */
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(1);

    private PoolConfig() {}

    static HikariConfig embedded(DatabaseConfig config, EmbeddedPostgres embedded) {
        HikariConfig pool = any(config);
        pool.setJdbcUrl(embedded.url());
        pool.setUsername(EmbeddedPostgres.user());
        pool.setPassword(embedded.password().reveal());
        return pool;
    }

    static HikariConfig given(DatabaseConfig config, String url) {
        checkUrl(url);
        HikariConfig pool = any(config);
        pool.setJdbcUrl(url);
        // A database whose machine has vanished must not hold requests for ever.
        pool.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT.toSeconds());
        pool.addDataSourceProperty("tcpKeepAlive", true);
        if (config.user() != null) {
            pool.setUsername(config.user());
        }
        if (config.password() != null) {
            pool.setPassword(config.password().reveal());
        }
        return pool;
    }

    private static HikariConfig any(DatabaseConfig config) {
        var pool = new HikariConfig();
        pool.setPoolName("labd");
        pool.setMaximumPoolSize(config.connections());
        pool.setConnectionTimeout(BORROW_LIMIT.toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("cancelSignalTimeout", CANCEL_LIMIT.toSeconds());
        return pool;
    }

    private static void checkUrl(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new InvalidInput(
                    "database '%s' is not of the form jdbc:postgresql://HOST:PORT/NAME"
                            .formatted(Printable.of(url.replaceFirst("[?@].*", "…"))));
        }
    }
}
