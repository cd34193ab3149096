package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database that labd brings along. */
class EmbeddedPostgresIT {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path folder;

    @Test
    void a_server_that_is_killed_is_started_again_and_keeps_its_data() throws IOException {
        try (var database = Database.open(config(folder), RANDOM)) {
            database.jdbi().useHandle(db -> db.execute("CREATE TABLE kept (word TEXT)"));

            kill();

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(database::answers);
            database.jdbi().useHandle(db -> db.execute("SELECT word FROM kept"));
        }
    }

    @Test
    void a_second_labd_on_one_folder_is_refused_and_the_first_goes_on() {
        try (var database = Database.open(config(folder), RANDOM)) {
            assertThatThrownBy(() -> Database.open(config(folder), RANDOM))
                    .isInstanceOf(Unavailable.class)
                    .hasMessage("the folder '%s' is in use by another labd".formatted(folder));
            assertThat(database.answers()).isTrue();
        }
    }

    @Test
    void a_stranger_with_the_number_of_a_server_that_was_killed_is_left_alone() throws Exception {
        Database.open(config(folder), RANDOM).close();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        Path pidFile = folder.resolve("data/postmaster.pid");
        Files.writeString(pidFile, "%d\n%s\n1\n1\n\n\n\n".formatted(stranger.pid(), folder));

        try (var database = Database.open(config(folder), RANDOM)) {
            assertThat(database.answers()).isTrue();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_folder_that_is_not_one_is_refused_with_a_sentence() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Database.open(config(file), RANDOM))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith(
                        "the embedded database's folder '%s' is not usable: ".formatted(file));
    }

    @Test
    void a_database_that_does_not_answer_is_refused_with_its_reason() {
        var nothing = new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/x", "u", null, folder, 2);

        assertThatThrownBy(() -> Database.open(nothing, RANDOM))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith(
                        "the database does not answer: Connection to 127.0.0.1:1 refused");
    }

    @Test
    void another_kind_of_database_is_refused() {
        var other = new DatabaseConfig("jdbc:mysql://db/x", null, null, folder, 2);

        assertThatThrownBy(() -> Database.open(other, RANDOM))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "database 'jdbc:mysql://db/x' is not of the form"
                                + " jdbc:postgresql://HOST:PORT/NAME");
    }

    private void kill() throws IOException {
        String pid =
                Files.readString(folder.resolve("data/postmaster.pid"))
                        .lines()
                        .findFirst()
                        .orElseThrow();
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }

    private static DatabaseConfig config(Path folder) {
        return new DatabaseConfig(null, null, null, folder, 3);
    }
}
