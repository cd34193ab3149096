package io.labctl.master.database;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import org.postgresql.PGProperty;

/** How connections to the given or the embedded database are made. */
final class PoolConfig {
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

    /** A database whose machine has vanished must not hold requests for ever. */
    static HikariConfig given(DatabaseConfig config, String url, Duration silence) {
        HikariConfig pool = elsewhere(config, url);
        tell(pool, PGProperty.SOCKET_TIMEOUT, silence.toSeconds());
        return pool;
    }

    /** The same, for a few statements that may take as long as they need. */
    static HikariConfig patient(DatabaseConfig config, String url) {
        HikariConfig pool = elsewhere(config, url);
        pool.setMinimumIdle(0);
        return pool;
    }

    private static HikariConfig elsewhere(DatabaseConfig config, String url) {
        HikariConfig pool = any(config);
        pool.setJdbcUrl(url);
        tell(pool, PGProperty.TCP_KEEP_ALIVE, true);
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
        tell(pool, PGProperty.CANCEL_SIGNAL_TIMEOUT, CANCEL_LIMIT.toSeconds());
        // Otherwise the driver's messages hold what was bound to a statement.
        tell(pool, PGProperty.LOG_SERVER_ERROR_DETAIL, false);
        return pool;
    }

    /** As text: the driver ignores what is anything else. */
    private static void tell(HikariConfig pool, PGProperty property, Object value) {
        pool.addDataSourceProperty(property.getName(), String.valueOf(value));
    }
}
