package io.labctl.master.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.Printable;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;
import org.jspecify.annotations.Nullable;

/** The open database with its schema in place; closing it stops an embedded server too. */
public final class Database implements AutoCloseable {
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(60);
    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration BORROW_LIMIT = Duration.ofSeconds(5);

    private final @Nullable EmbeddedPostgres embedded;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(@Nullable EmbeddedPostgres embedded, HikariDataSource pool) {
        this.embedded = embedded;
        this.pool = pool;
        // Repeats a transaction that the database asked to repeat (SQLSTATE 40001), as CockroachDB
        // often does.
        this.jdbi = Jdbi.create(pool).setTransactionHandler(new SerializableTransactionRunner());
        // Without the statement and what was bound to it: hashes of secrets have no place in a log.
        jdbi.getConfig(StatementExceptions.class)
                .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /**
     * Connects, and brings the schema up to date.
     *
     * @throws Unavailable when the database cannot be started or reached, or its schema is not ours
     */
    public static Database open(DatabaseConfig config, SecureRandom random) {
        EmbeddedPostgres embedded =
                config.url() == null
                        ? EmbeddedPostgres.start(config.embedded(), new DatabasePassword(random))
                        : null;
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(poolConfig(config, embedded));
            firstAnswer(pool, embedded);
            if (embedded != null) {
                embedded.supervise();
            }
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return new Database(embedded, pool);
        } catch (FlywayException e) {
            close(pool, embedded);
            throw new Unavailable(
                    "the database's schema could not be brought up to date: %s"
                            .formatted(
                                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
                    e);
        } catch (RuntimeException e) {
            close(pool, embedded);
            throw e;
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Whether a connection answers, waiting for one for a few seconds at most. */
    public boolean answers() {
        try (var connection = pool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** How many connections are in use now. */
    int borrowed() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    @Override
    public void close() {
        close(pool, embedded);
    }

    private static void close(
            @Nullable HikariDataSource pool, @Nullable EmbeddedPostgres embedded) {
        if (pool != null) {
            pool.close();
        }
        if (embedded != null) {
            embedded.close();
        }
    }

    private static HikariConfig poolConfig(
            DatabaseConfig config, @Nullable EmbeddedPostgres embedded) {
        var pool = new HikariConfig();
        pool.setPoolName("labd");
        pool.setMaximumPoolSize(config.connections());
        pool.setConnectionTimeout(BORROW_LIMIT.toMillis());
        pool.setInitializationFailTimeout(-1);
        if (embedded != null) {
            pool.setJdbcUrl(embedded.url());
            pool.setUsername(EmbeddedPostgres.user());
            pool.setPassword(embedded.password().reveal());
            return pool;
        }
        checkUrl(String.valueOf(config.url()));
        pool.setJdbcUrl(config.url());
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

    private static void checkUrl(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new InvalidInput(
                    "database '%s' is not of the form jdbc:postgresql://HOST:PORT/NAME"
                            .formatted(Printable.of(url.replaceFirst("[?@].*", "…"))));
        }
    }

    /** What the pool says of a failure is about the pool; its cause says what is wrong. */
    private static String reason(SQLException e) {
        Throwable deepest = e;
        while (deepest.getCause() instanceof SQLException cause) {
            deepest = cause;
        }
        return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
    }

    private static void firstAnswer(HikariDataSource pool, @Nullable EmbeddedPostgres embedded) {
        long deadline = System.nanoTime() + FIRST_ANSWER.toNanos();
        while (true) {
            try (var connection = pool.getConnection()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (embedded == null || System.nanoTime() > deadline) {
                    throw new Unavailable(
                            "the database does not answer: %s".formatted(reason(e)), e);
                }
                embedded.checkAlive();
            }
        }
    }
}
