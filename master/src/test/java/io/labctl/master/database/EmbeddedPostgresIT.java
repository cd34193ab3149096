package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database that labd brings along. */
class EmbeddedPostgresIT {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @TempDir Path folder;

    /** Only the test of what is unpacked brings them in anew. */
    @BeforeEach
    void the_programs_are_there() throws IOException {
        Files.createSymbolicLink(folder.resolve("programs"), TestPostgres.programs());
    }

    @Test
    void a_server_that_is_killed_is_started_again_and_keeps_its_data() throws IOException {
        try (var database = Database.open(config(folder), RANDOM, Ticker.systemTicker())) {
            database.jdbi().useHandle(db -> db.execute("CREATE TABLE kept (word TEXT)"));

            kill();

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(database::answers);
            database.jdbi().useHandle(db -> db.execute("SELECT word FROM kept"));
        }
    }

    @Test
    void a_server_that_does_not_stay_up_is_told_of_until_it_does() throws IOException {
        try (var database = Database.open(config(folder), RANDOM, Ticker.systemTicker())) {
            Path settings = folder.resolve("data/postgresql.conf");
            Path away = folder.resolve("postgresql.conf");
            Files.move(settings, away);
            kill();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(database.trouble())
                                            .hasValueSatisfying(
                                                    why ->
                                                            assertThat(why)
                                                                    .matches(
                                                                            "the embedded PostgreSQL ended by itself, [2-9] times in a row, and is started again")));

            Files.move(away, settings);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(database::answers);
            assertThat(database.trouble()).isEmpty();
        }
    }

    @Test
    void damaged_data_are_told_with_where_they_are_and_the_way_out() throws IOException {
        Database.open(config(folder), RANDOM, Ticker.systemTicker()).close();
        Files.write(folder.resolve("data/global/pg_control"), new byte[0]);

        assertThatThrownBy(() -> Database.open(config(folder), RANDOM, Ticker.systemTicker()))
                .isInstanceOf(Unavailable.class)
                .hasMessageMatching(
                        "the embedded PostgreSQL stopped with exit code [0-9]+: .*pg_control.*; its data are in '%s', and its log is '%s'; if they are damaged, restore a backup"
                                .formatted(folder.resolve("data"), folder.resolve("postgres.log")));
    }

    @Test
    void the_programs_of_a_newer_bundle_serve_the_same_data() throws Exception {
        Path bare = folder.resolve("bare");
        PostgresBundle usual = PostgresBundle.ofThisMachine();
        EmbeddedPostgres before = start(bare, usual);
        try (Connection db = connected(before)) {
            db.createStatement().execute("CREATE TABLE kept (word TEXT)");
        } finally {
            before.stop(LIMIT);
        }
        Files.delete(bare.resolve("programs/bin/pg_ctl"));

        EmbeddedPostgres after = start(bare, new PostgresBundle("18.99.0", usual.archive()));

        try (Connection db = connected(after)) {
            db.createStatement().execute("SELECT word FROM kept");
            assertThat(bare.resolve("programs/bin/pg_ctl")).exists();
        } finally {
            after.stop(LIMIT);
        }
    }

    @Test
    void a_server_with_a_session_that_does_not_end_is_stopped_in_time_all_the_same()
            throws Exception {
        EmbeddedPostgres server = start(folder, PostgresBundle.ofThisMachine());
        List<ProcessHandle> processes;
        try (Connection db = connected(server);
                ResultSet row = db.createStatement().executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            processes = Stream.concat(Stream.of(postmaster()), postmaster().descendants()).toList();
            new ProcessBuilder("kill", "-STOP", row.getString(1)).start().waitFor();

            server.stop(LIMIT);
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void an_interrupt_from_the_keyboard_reaches_labd_only() throws Exception {
        EmbeddedPostgres server = start(folder, PostgresBundle.ofThisMachine());
        try (Connection _ = connected(server)) {
            assertThat(processGroup(postmaster().pid()))
                    .isNotEqualTo(processGroup(ProcessHandle.current().pid()));
        } finally {
            server.stop(LIMIT);
        }
    }

    @Test
    void its_shared_memory_is_among_its_data_where_a_killed_server_leaves_nothing_to_others()
            throws Exception {
        EmbeddedPostgres server = start(folder, PostgresBundle.ofThisMachine());
        try (Connection _ = connected(server)) {
            String memory =
                    Files.readString(Path.of("/proc", String.valueOf(postmaster().pid()), "maps"));

            assertThat(memory).contains("/data/pg_dynshmem/").doesNotContain("/dev/shm/");
        } finally {
            server.stop(LIMIT);
        }
    }

    @Test
    void a_second_labd_on_one_folder_is_refused_and_the_first_goes_on() {
        try (var database = Database.open(config(folder), RANDOM, Ticker.systemTicker())) {
            assertThatThrownBy(() -> Database.open(config(folder), RANDOM, Ticker.systemTicker()))
                    .isInstanceOf(Unavailable.class)
                    .hasMessage(
                            "the folder '%s' is in use by another labd, pid %d; stop that one, or give another folder with --data"
                                    .formatted(folder, ProcessHandle.current().pid()));
            assertThat(database.answers()).isTrue();
        }
    }

    @Test
    void a_stranger_with_the_number_of_a_server_that_was_killed_is_left_alone() throws Exception {
        Database.open(config(folder), RANDOM, Ticker.systemTicker()).close();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        Path pidFile = folder.resolve("data/postmaster.pid");
        Files.writeString(pidFile, "%d\n%s\n1\n1\n\n\n\n".formatted(stranger.pid(), folder));

        try (var database = Database.open(config(folder), RANDOM, Ticker.systemTicker())) {
            assertThat(database.answers()).isTrue();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_folder_that_is_not_one_is_refused_with_a_sentence() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Database.open(config(file), RANDOM, Ticker.systemTicker()))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith(
                        "the embedded database's folder '%s' is not usable: ".formatted(file));
    }

    @Test
    void a_database_that_does_not_answer_is_refused_with_its_reason() {
        var nothing = new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/x", "u", null, folder, 2);

        assertThatThrownBy(() -> Database.open(nothing, RANDOM, Ticker.systemTicker()))
                .isInstanceOf(Unavailable.class)
                .hasMessage("the database at 127.0.0.1:1 does not answer: connection refused");
    }

    @Test
    void a_database_on_a_host_that_is_not_there_is_named_without_its_password() {
        var nowhere =
                new DatabaseConfig(
                        "jdbc:postgresql://nosuchhost.invalid/x?user=u&password=SECRET",
                        null,
                        null,
                        folder,
                        2);

        assertThatThrownBy(() -> Database.open(nowhere, RANDOM, Ticker.systemTicker()))
                .isInstanceOf(Unavailable.class)
                .hasMessage(
                        "the database at nosuchhost.invalid:5432 does not answer: there is no such host");
    }

    @Test
    void another_kind_of_database_is_refused() {
        var other = new DatabaseConfig("jdbc:mysql://db/x", null, null, folder, 2);

        assertThatThrownBy(() -> Database.open(other, RANDOM, Ticker.systemTicker()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "database 'jdbc:mysql://db/x' is not of the form"
                                + " jdbc:postgresql://HOST:PORT/NAME");
    }

    private static EmbeddedPostgres start(Path folder, PostgresBundle bundle) {
        return EmbeddedPostgres.start(folder, bundle, RANDOM, Ticker.systemTicker());
    }

    private static Connection connected(EmbeddedPostgres server) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(
                        () ->
                                DriverManager.getConnection(
                                        server.url(),
                                        EmbeddedPostgres.user(),
                                        server.password().reveal()),
                        Objects::nonNull);
    }

    /** The fifth field (proc(5)); the second, a name in brackets, has no space in it here. */
    private static String processGroup(long pid) throws IOException {
        return Files.readString(Path.of("/proc", String.valueOf(pid), "stat")).split(" ", -1)[4];
    }

    private void kill() throws IOException {
        postmaster().destroyForcibly();
    }

    private ProcessHandle postmaster() throws IOException {
        String pid =
                Files.readString(folder.resolve("data/postmaster.pid"))
                        .lines()
                        .findFirst()
                        .orElseThrow();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static DatabaseConfig config(Path folder) {
        return new DatabaseConfig(null, null, null, folder, 3);
    }
}
