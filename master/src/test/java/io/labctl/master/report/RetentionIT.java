package io.labctl.master.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import io.labctl.master.retention.Kept;
import io.labctl.master.retention.Retention;
import io.labctl.master.site.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long reports are kept. */
@Tag("database")
class RetentionIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final FakeClock clock = new FakeClock(NOON);
    private final Retention retention =
            new Retention(
                    database.jdbi(),
                    List.of(
                            new Kept(
                                    "reports",
                                    new ReportRepository()::deleteBefore,
                                    Duration.ofDays(30))),
                    clock);

    @BeforeEach
    void noReports() {
        database.jdbi()
                .useHandle(
                        db -> {
                            db.execute("DELETE FROM server");
                            ServerRows.add(db, "web01", "0a");
                        });
    }

    @Test
    void a_report_is_kept_for_its_time_from_its_arrival_on() {
        arrived(1, NOON.minus(Duration.ofDays(30)));
        assertThat(retention.sweep()).isZero();

        clock.advance(Duration.ofMillis(1));

        assertThat(retention.sweep()).isEqualTo(1);
        assertThat(left()).isZero();
    }

    @Test
    void more_than_one_batch_of_old_reports_goes_in_one_sweep_and_younger_ones_stay() {
        arrived(2500, NOON.minus(Duration.ofDays(31)));
        arrived(3, NOON);

        assertThat(retention.sweep()).isEqualTo(2500);

        assertThat(left()).isEqualTo(3);
        assertThat(retention.sweep()).isZero();
    }

    @Test
    void two_replicas_that_sweep_at_once_do_not_wait_for_each_other() {
        arrived(2500, NOON.minus(Duration.ofDays(31)));
        try (var other = database.jdbi().open()) {
            other.begin();
            new ReportRepository().deleteBefore(other, NOON, 1000);

            int removed =
                    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> retention.sweep());

            assertThat(removed).isEqualTo(1500);
            other.rollback();
        }
        assertThat(left()).isEqualTo(1000);
    }

    @Test
    void a_deleted_server_takes_its_reports_along() {
        arrived(3, NOON);

        database.jdbi().useHandle(db -> db.execute("DELETE FROM server WHERE name = 'web01'"));

        assertThat(left()).isZero();
    }

    @Test
    void exactly_one_batch_ends_too() {
        arrived(1000, NOON.minus(Duration.ofDays(31)));

        assertThat(retention.sweep()).isEqualTo(1000);
    }

    private static long left() {
        return database.jdbi()
                .withHandle(
                        db ->
                                db.createQuery("SELECT count(*) FROM report")
                                        .mapTo(Long.class)
                                        .one());
    }

    private static void arrived(int count, Instant at) {
        database.jdbi()
                .useHandle(
                        db ->
                                db.createUpdate(
                                                """
                                INSERT INTO report (id, server, outcome, started_at, received_at, duration_ms,
                                                    total, changed, corrected, failed, skipped)
                                SELECT gen_random_uuid(), 'web01', 'unchanged', :at, :at, 1, 0, 0, 0, 0, 0
                                  FROM generate_series(1, :count)
                                """)
                                        .bind("at", at)
                                        .bind("count", count)
                                        .execute());
    }
}
