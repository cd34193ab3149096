package io.labctl.master.database;

import com.github.benmanes.caffeine.cache.Ticker;
import com.zaxxer.hikari.HikariConfig;
import io.labctl.catalog.error.Unavailable;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;
import org.jspecify.annotations.Nullable;

/** The open database with its schema in place; closing it stops an embedded server too. */
public final class Database implements AutoCloseable {
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(60);
    private static final Duration USUAL_STOP = Duration.ofSeconds(5);

    private final @Nullable EmbeddedPostgres embedded;
    private final ConnectionPool pool;
    private final Jdbi jdbi;

    private Database(@Nullable EmbeddedPostgres embedded, ConnectionPool pool) {
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
    public static Database open(DatabaseConfig config, SecureRandom random, Ticker ticker) {
        String url = config.url();
        if (url != null) {
            return opened(null, PoolConfig.given(config, url), ticker);
        }
        EmbeddedPostgres embedded =
                EmbeddedPostgres.start(
                        config.embedded(), PostgresBundle.ofThisMachine(), random, ticker);
        return opened(embedded, PoolConfig.embedded(config, embedded), ticker);
    }

    private static Database opened(
            @Nullable EmbeddedPostgres embedded, HikariConfig config, Ticker ticker) {
        var database = new Database(embedded, new ConnectionPool(config));
        try {
            database.awaitFirstAnswer(ticker);
            database.migrate();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Why it does not answer, in a sentence; waits for an answer for a few seconds at most. */
    public Optional<String> trouble() {
        if (answers()) {
            return Optional.empty();
        }
        return Optional.of(
                Optional.ofNullable(embedded)
                        .flatMap(EmbeddedPostgres::trouble)
                        .orElse("the database does not answer"));
    }

    boolean answers() {
        try (var connection = pool.connections().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** How many connections are in use now. */
    int borrowed() {
        return pool.borrowed();
    }

    /**
     * The end is near: nobody waits long for a connection any more.
     *
     * @param limit after which statements that still run are cancelled
     */
    public void drain(Duration limit) {
        pool.drain(limit);
    }

    /**
     * Ends it.
     *
     * @param limit what an embedded server may take to stop in good order
     */
    public void close(Duration limit) {
        pool.close();
        if (embedded != null) {
            embedded.stop(limit);
        }
    }

    @Override
    public void close() {
        close(USUAL_STOP);
    }

    private void migrate() {
        try {
            Flyway.configure()
                    .dataSource(pool.connections())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new Unavailable(
                    "the database's schema could not be brought up to date: %s"
                            .formatted(firstLine(e.getMessage())),
                    e);
        }
    }

    private void awaitFirstAnswer(Ticker ticker) {
        long deadline = ticker.read() + FIRST_ANSWER.toNanos();
        while (true) {
            try (var connection = pool.connections().getConnection()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (embedded == null || ticker.read() > deadline) {
                    throw new Unavailable(
                            "the database does not answer: %s".formatted(reason(e)), e);
                }
                embedded.checkAlive();
            }
        }
    }

    /** What the pool says of a failure is about the pool; its cause says what is wrong. */
    private static String reason(SQLException e) {
        Throwable deepest = e;
        while (deepest.getCause() instanceof SQLException cause) {
            deepest = cause;
        }
        return firstLine(deepest.getMessage());
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
