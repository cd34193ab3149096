package io.labctl.master.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which runs a question names that says since when. */
@Tag("database")
class ReportsSinceIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final UUID EARLY = new UUID(0, 1);
    private static final UUID EARLY_BY_A_CLOCK_AHEAD = new UUID(0, 2);
    private static final UUID LATE_BY_A_CLOCK_BEHIND = new UUID(0, 3);
    private static final UUID LATE = new UUID(0, 4);

    private final ReportRepository reports = new ReportRepository();

    @BeforeAll
    static void someReports() {
        Duration year = Duration.ofDays(365);
        database.jdbi()
                .useHandle(
                        db -> {
                            ServerRows.add(db, "web01", "0a");
                            add(db, EARLY, NOON, NOON);
                            add(db, EARLY_BY_A_CLOCK_AHEAD, NOON.plus(year), NOON.plusSeconds(1));
                            add(
                                    db,
                                    LATE_BY_A_CLOCK_BEHIND,
                                    NOON.minus(year),
                                    NOON.plusSeconds(120));
                            add(db, LATE, NOON.plusSeconds(180), NOON.plusSeconds(180));
                        });
    }

    @Test
    void runs_are_found_by_when_they_came_whatever_their_clocks_said() {
        assertThat(since(NOON.plusSeconds(60))).containsExactly(LATE, LATE_BY_A_CLOCK_BEHIND);
    }

    @Test
    void without_a_moment_all_are_told() {
        assertThat(since(null))
                .containsExactly(LATE, LATE_BY_A_CLOCK_BEHIND, EARLY_BY_A_CLOCK_AHEAD, EARLY);
    }

    private List<UUID> since(@Nullable Instant moment) {
        return database.jdbi().withHandle(db -> reports.list(db, question(moment))).stream()
                .map(ReportSummary::id)
                .toList();
    }

    private static ReportRepository.ReportQuery question(@Nullable Instant since) {
        return new ReportRepository.ReportQuery(null, null, since, 50);
    }

    private static void add(Handle db, UUID id, Instant started, Instant received) {
        db.createUpdate(
                        """
                        INSERT INTO report (id, server, outcome, started_at, received_at, duration_ms,
                                            total, changed, corrected, failed, skipped, partial)
                        VALUES (:id, 'web01', 'unchanged', :started, :received, 1, 0, 0, 0, 0, 0, FALSE)
                        """)
                .bind("id", id)
                .bind("started", started)
                .bind("received", received)
                .execute();
    }
}
