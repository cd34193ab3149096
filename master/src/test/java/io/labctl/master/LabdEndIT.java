package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That labd ends in time and takes its PostgreSQL along, whatever is going on. */
class LabdEndIT {
    private static final Duration PROMISED = Duration.ofSeconds(10);
    private static final Duration A_MOMENT = Duration.ofSeconds(3);

    @TempDir Path folder;

    @Test
    void what_waits_in_the_database_does_not_keep_it_from_ending() throws Exception {
        try (var labd = labd().ready();
                var other = database()) {
            var identity = new Enrolment(labd.admin(), labd.admin()).identity("web01");
            labd.client(identity).post("/agent/v1/reports", Runs.changed("web01"));
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE server, join_token, report");
            var admin = labd.admin();
            Thread.startVirtualThread(() -> admin.get("/api/v1/servers"));
            Awaitility.await().until(() -> waiting(other) == 2); // the other says who was heard of
            List<ProcessHandle> postgres = labd.children();

            labd.terminate();

            assertThat(labd.exitCode(PROMISED)).isZero();
            assertThat(postgres).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void it_ends_while_it_starts_and_the_next_start_is_as_good_as_the_first() throws Exception {
        try (var labd = labd()) {
            Path unpacking = folder.resolve("data/postgres/programs.new/bin");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(unpacking));

            labd.terminate();

            assertThat(labd.exitCode(PROMISED)).isZero();
        }
        try (var labd = labd().ready()) {
            assertThat(labd.client(null).get("/health/ready").status()).isEqualTo(200);
            try (var left = Files.newDirectoryStream(folder.resolve("data/postgres"), "*.new")) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void a_postgresql_that_is_just_being_made_ends_with_it() throws Exception {
        try (var labd = labd()) {
            Path initialising = folder.resolve("data/postgres/data.new/base");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(initialising));
            List<ProcessHandle> programs = labd.children();

            labd.terminate();

            assertThat(labd.exitCode(PROMISED)).isZero();
            Awaitility.await()
                    .atMost(A_MOMENT)
                    .until(() -> programs.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void its_postgresql_does_not_outlive_it_when_it_is_killed() throws Exception {
        try (var labd = labd().ready()) {
            List<ProcessHandle> postgres = labd.children();

            labd.kill();

            assertThat(postgres).isNotEmpty();
            Awaitility.await()
                    .atMost(A_MOMENT)
                    .until(() -> postgres.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private LabdProcess labd() throws IOException {
        return new LabdProcess(folder.resolve("data"), folder, "127.0.0.1:0");
    }

    /** A connection beside labd's to the database that it brought along. */
    private Connection database() throws Exception {
        Path postgres = folder.resolve("data/postgres");
        String port = Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port.strip()),
                "labd",
                Files.readString(postgres.resolve("password")).strip());
    }

    private static int waiting(Connection db) throws Exception {
        try (var rows =
                db.createStatement()
                        .executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
