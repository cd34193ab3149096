package io.labctl.master.database;

import com.github.benmanes.caffeine.cache.Ticker;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.labctl.catalog.error.Unavailable;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;
import org.jspecify.annotations.Nullable;

/** The open database with its schema in place; closing it stops an embedded server too. */
public final class Database implements AutoCloseable {
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Duration USUAL_STOP = Duration.ofSeconds(5);

    private final @Nullable EmbeddedPostgres embedded;
    private final ConnectionPool pool;
    private final DiskSpace disk;
    private final Jdbi jdbi;

    private Database(@Nullable EmbeddedPostgres embedded, ConnectionPool pool, DiskSpace disk) {
        this.embedded = embedded;
        this.pool = pool;
        this.disk = disk;
        // Repeats a transaction that the database asked to repeat (SQLSTATE 40001), as CockroachDB
        // often does.
        this.jdbi = Jdbi.create(pool).setTransactionHandler(new SerializableTransactionRunner());
        // Without the statement and what was bound to it: hashes of secrets have no place in a log.
        jdbi.setSqlLogger(disk);
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
            return given(config, url, SILENCE, ticker);
        }
        EmbeddedPostgres embedded =
                EmbeddedPostgres.start(
                        config.embedded(), PostgresBundle.ofThisMachine(), random, ticker);
        var database =
                new Database(
                        embedded,
                        new ConnectionPool(PoolConfig.embedded(config, embedded)),
                        new DiskSpace(config.embedded(), ticker));
        return database.ready(embedded, ticker);
    }

    /**
     * One that is elsewhere.
     *
     * @param silence after which it counts as gone while it works on a statement
     */
    static Database given(DatabaseConfig config, String url, Duration silence, Ticker ticker) {
        migrate(DatabaseAddress.of(url), PoolConfig.patient(config, url));
        return new Database(
                null,
                new ConnectionPool(PoolConfig.given(config, url, silence)),
                new DiskSpace(null, ticker));
    }

    /** Ends its connections before there are others: both together would be too many. */
    private static void migrate(DatabaseAddress address, HikariConfig connections) {
        try (var patient = new HikariDataSource(connections)) {
            awaitAnswer(patient);
            Schema.bringUpToDate(patient);
        } catch (SQLException e) {
            throw unusable("the database at " + address.hosts(), e);
        }
    }

    private Database ready(EmbeddedPostgres starting, Ticker ticker) {
        try {
            awaitStart(starting, ticker);
            Schema.bringUpToDate(pool.connections());
            return this;
        } catch (RuntimeException e) {
            Optional<String> full = fullDisk();
            close();
            throw full.<RuntimeException>map(why -> new Unavailable(why, e)).orElse(e);
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Why nothing can be written, in a sentence: its disk is full. Waits for nothing. */
    public Optional<String> fullDisk() {
        return disk.trouble();
    }

    /**
     * Why it cannot be worked with, in a sentence; waits for an answer for a few seconds at most.
     */
    public Optional<String> trouble() {
        return fullDisk().or(this::silence);
    }

    private Optional<String> silence() {
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

    private void awaitStart(EmbeddedPostgres starting, Ticker ticker) {
        long deadline = ticker.read() + FIRST_ANSWER.toNanos();
        while (true) {
            try {
                awaitAnswer(pool.connections());
                return;
            } catch (SQLException e) {
                if (ticker.read() > deadline) {
                    throw unusable("the embedded PostgreSQL", e);
                }
                starting.checkAlive();
            }
        }
    }

    private static void awaitAnswer(DataSource connections) throws SQLException {
        connections.getConnection().close();
    }

    private static Unavailable unusable(String name, SQLException e) {
        return new Unavailable(name + " " + DatabaseTrouble.told(e), e);
    }
}
