package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A given database whose disk labd cannot see, and which is told by what the database answers. */
class FullDiskElsewhereIT {
    private final AtomicLong nanos = new AtomicLong();

    @TempDir Path folder;

    @Test
    void a_full_disk_is_remembered_for_a_minute_after_it_was_met() throws Exception {
        try (var disk = SmallDisk.at(folder.resolve("disk"));
                var server = Server.on(disk);
                var database = Database.open(server.config(), new SecureRandom(), nanos::get)) {
            database.jdbi().useHandle(db -> db.execute("CREATE TABLE filler (text TEXT)"));
            assertThat(database.trouble()).isEmpty();
            disk.fill();

            assertThatThrownBy(() -> write(database)).isInstanceOf(JdbiException.class);

            assertThat(database.trouble())
                    .contains("the database's disk is full; free space on it");
            disk.free();
            write(database);
            assertThat(database.trouble()).isPresent();
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            assertThat(database.trouble()).isEmpty();
        }
    }

    /** More than the room that a table has left. */
    private static void write(Database database) {
        database.jdbi()
                .useHandle(
                        db ->
                                db.execute(
                                        "INSERT INTO filler SELECT repeat(md5(i::text), 30) FROM"
                                                + " generate_series(1, 2000) i"));
    }

    /** A PostgreSQL that is not labd's own. */
    private record Server(EmbeddedPostgres postgres, DatabaseConfig config)
            implements AutoCloseable {
        static Server on(SmallDisk disk) {
            Path folder = disk.folder().resolve("postgres");
            var postgres =
                    EmbeddedPostgres.start(
                            folder,
                            PostgresBundle.ofThisMachine(),
                            new SecureRandom(),
                            Ticker.systemTicker());
            var config =
                    new DatabaseConfig(
                            postgres.url(),
                            EmbeddedPostgres.user(),
                            postgres.password(),
                            folder.resolve("unused"),
                            2);
            var server = new Server(postgres, config);
            try {
                server.awaitAnswer();
                return server;
            } catch (ConditionTimeoutException e) {
                server.close();
                throw e;
            }
        }

        private void awaitAnswer() {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(
                            () -> {
                                TestPostgres.connect(config).close();
                                return true;
                            });
        }

        @Override
        public void close() {
            postgres.stop(Duration.ofSeconds(5));
        }
    }
}
