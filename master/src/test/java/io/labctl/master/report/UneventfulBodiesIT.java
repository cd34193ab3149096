package io.labctl.master.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.ServerName;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of runs in which nothing happened, the last one says all there is to say. */
@Tag("database")
class UneventfulBodiesIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final ServerName WEB = new ServerName("web01");
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final ReportRepository reports = new ReportRepository();

    @BeforeEach
    void noReports() {
        database.jdbi()
                .useHandle(
                        db -> {
                            db.execute("DELETE FROM server");
                            db.execute("DELETE FROM catalog");
                            db.execute("INSERT INTO catalog VALUES ('c0ffee', '\\x00', now())");
                            ServerRows.add(db, "web01", "0a");
                        });
    }

    @Test
    void the_last_one_keeps_its_body() {
        UUID first = arrived(NOON);
        UUID last = arrived(NOON.plusMillis(1));

        forget(last);

        assertThat(bodies()).containsExactly(last).doesNotContain(first);
    }

    @Test
    void of_two_that_come_at_once_the_later_one_keeps_its_body() {
        UUID first = arrived(NOON);
        UUID last = arrived(NOON.plusMillis(1));

        forget(first);
        forget(last);

        assertThat(bodies()).containsExactly(last);
    }

    private UUID arrived(Instant at) {
        UUID id = UUID.randomUUID();
        database.jdbi()
                .useHandle(
                        db ->
                                db.createUpdate(
                                                """
                                INSERT INTO report (id, server, outcome, catalog, started_at, received_at,
                                                    duration_ms, total, changed, corrected, failed, skipped,
                                                    partial, body)
                                VALUES (:id, 'web01', 'unchanged', 'c0ffee', :at, :at, 1, 0, 0, 0, 0, 0,
                                        FALSE, '\\x00')
                                """)
                                        .bind("id", id)
                                        .bind("at", at)
                                        .execute());
        return id;
    }

    private void forget(UUID report) {
        database.jdbi().useHandle(db -> reports.forgetUneventfulBodies(db, WEB, report));
    }

    private static List<UUID> bodies() {
        return database.jdbi()
                .withHandle(
                        db ->
                                db.createQuery("SELECT id FROM report WHERE body IS NOT NULL")
                                        .mapTo(UUID.class)
                                        .list());
    }
}
