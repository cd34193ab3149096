package io.labctl.master.database;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.secret.Secret;
import io.labctl.master.background.Closing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/**
 * The one PostgreSQL of this run of tests: the embedded one, or with the system property {@code
 * labctl.test.database=container} one in a container. It is started by the first test that asks for
 * it and ends with the JVM, whether tests fail or not: Jupiter and jqwik are two engines, and the
 * JVM's end is the only end that they have in common.
 */
public final class TestPostgres {
    private static final Path EMBEDDED = Path.of("target", "test-postgres").toAbsolutePath();
    private static @Nullable TestPostgres running;
    private static @Nullable ConditionEvaluationResult available;

    private final String address;
    private final String user;
    private final Secret password;
    private final AtomicInteger databases = new AtomicInteger();

    /**
     * @param address host and port
     */
    TestPostgres(String address, String user, Secret password) {
        this.address = address;
        this.user = user;
        this.password = password;
    }

    /**
     * Skips the tests of a class, with the reason, where a container is asked for and cannot be
     * had. A class that gives up later would look as if it had no tests at all.
     */
    public static synchronized ConditionEvaluationResult available() {
        if (available == null) {
            Optional<String> obstacle =
                    inContainer() ? PostgresContainer.obstacle() : Optional.empty();
            obstacle.ifPresent(TestPostgres::tellOnConsole);
            available =
                    obstacle.map(ConditionEvaluationResult::disabled)
                            .orElseGet(
                                    () -> ConditionEvaluationResult.enabled("there is a database"));
        }
        return available;
    }

    /** The reason stands in the reports of each test; Maven's console shows their number only. */
    private static void tellOnConsole(String obstacle) {
        System.out.println("the database tests in a container are skipped: " + obstacle);
    }

    public static synchronized TestPostgres running() {
        if (running == null) {
            running = inContainer() ? PostgresContainer.start() : embedded();
            running.awaitAnswer();
        }
        return running;
    }

    private static boolean inContainer() {
        return "container".equals(System.getProperty("labctl.test.database"));
    }

    private static TestPostgres embedded() {
        var server =
                EmbeddedPostgres.start(
                        EMBEDDED,
                        PostgresBundle.ofThisMachine(),
                        new SecureRandom(),
                        Ticker.systemTicker());
        atTheEnd(
                () -> {
                    server.stop(Duration.ofSeconds(5));
                    Trees.delete(EMBEDDED.resolve("data"));
                });
        String address = server.url().replaceFirst("^jdbc:postgresql://([^/]+)/.*$", "$1");
        return new TestPostgres(address, EmbeddedPostgres.user(), server.password());
    }

    /** PostgreSQL's, unpacked once for all tests. */
    static Path programs() throws IOException {
        PostgresPrograms programs = PostgresFolder.in(EMBEDDED).programs();
        Files.createDirectories(EMBEDDED);
        programs.bring(PostgresBundle.ofThisMachine());
        return programs.home();
    }

    static void atTheEnd(Closing closing) {
        Runtime.getRuntime().addShutdownHook(new Thread(closing::close));
    }

    /** A new empty database, to be given back with {@link #drop}. */
    public DatabaseConfig freshDatabase() {
        String name = "labd_" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return new DatabaseConfig(
                "jdbc:postgresql://%s/%s".formatted(address, name),
                user,
                password,
                EMBEDDED.resolve("unused"),
                5);
    }

    public void drop(DatabaseConfig database) {
        execute("DROP DATABASE %s WITH (FORCE)".formatted(nameOf(database)));
    }

    /** Cuts all connections and lets nobody in; as if the database were gone. */
    public void shut(DatabaseConfig database) {
        execute("ALTER DATABASE %s ALLOW_CONNECTIONS false".formatted(nameOf(database)));
        execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
                        .formatted(nameOf(database)));
    }

    /** Lets everybody in again. */
    public void open(DatabaseConfig database) {
        execute("ALTER DATABASE %s ALLOW_CONNECTIONS true".formatted(nameOf(database)));
    }

    private static String nameOf(DatabaseConfig database) {
        String url = String.valueOf(database.url());
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s/postgres".formatted(address), user, password.reveal());
    }

    /** A connection of the test's own, beside labd's. */
    public static Connection connect(DatabaseConfig database) throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.user(), requireNonNull(database.password()).reveal());
    }

    private void awaitAnswer() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(
                        () -> {
                            connect().close();
                            return true;
                        });
    }
}
