package io.labctl.master;

import static io.labctl.master.Runs.NOON;
import static io.labctl.master.Runs.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.database.TestPostgres;
import io.labctl.master.site.FakeClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which of a server's reports is the newest, whatever its clock says and labd's. */
@Tag("database")
class NewestReportIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    @Test
    void a_run_after_a_clock_has_jumped_back_is_the_newest() {
        LabdClient jumping = labd.agent("jump01");
        jumping.post(
                "/agent/v1/reports",
                report("jump01", NOON.plusSeconds(3600), RunOutcome.CHANGED, "before"));

        Report after = report("jump01", Instant.EPOCH, RunOutcome.FAILED, "after");
        jumping.post("/agent/v1/reports", after);

        var server = labd.admin().get("/api/v1/servers/jump01").tree().get("server");
        assertThat(server.at("/lastRun/outcome").asString()).isEqualTo("failed");
        assertThat(labd.admin().get("/api/v1/servers/jump01/facts").tree().get("word").asString())
                .isEqualTo("after");
        assertThat(newest(labd, "jump01")).containsOnly(after.id());
        assertThat(listed(labd, "server=jump01&since=" + Instant.now().minusSeconds(60)))
                .isEqualTo(after.id());
    }

    @Test
    void the_last_to_come_is_the_newest_though_labds_clock_was_set_back() {
        var clock = new FakeClock(Instant.now());
        try (var corrected = new RunningLabd(clock).start()) {
            LabdClient agent = corrected.agent("corrected01");
            agent.post("/agent/v1/reports", Runs.changed("corrected01"));
            clock.advance(Duration.ofSeconds(-5));

            Report last = Runs.changed("corrected01");
            agent.post("/agent/v1/reports", last);

            assertThat(newest(corrected, "corrected01")).containsOnly(last.id());
        }
    }

    @Test
    void a_report_has_come_when_the_databases_clock_says_though_that_was_set_back()
            throws SQLException {
        LabdClient agent = labd.agent("ahead02");
        agent.post("/agent/v1/reports", Runs.changed("ahead02"));
        try (var db = TestPostgres.connect(labd.database());
                var update = db.createStatement()) {
            update.execute(
                    "UPDATE report SET received_at = now() + INTERVAL '1 hour' WHERE server = 'ahead02'");
        }

        Report last = Runs.changed("ahead02");
        agent.post("/agent/v1/reports", last);

        assertThat(Runs.arrival(labd, last)).isBefore(Instant.now().plus(Duration.ofMinutes(30)));
        assertThat(lastRun(labd, "ahead02")).isEqualTo(last.id());
        assertThat(newestReport(labd, "ahead02")).isEqualTo(last.id());
    }

    @Test
    void a_clock_that_is_ahead_does_not_make_its_run_the_newest_for_ever() {
        LabdClient ahead = labd.agent("ahead01");
        ahead.post(
                "/agent/v1/reports",
                report(
                        "ahead01",
                        Instant.parse("2099-01-01T00:00:00Z"),
                        RunOutcome.FAILED,
                        "ahead"));

        Report later = report("ahead01", Instant.now(), RunOutcome.CHANGED, "right");
        ahead.post("/agent/v1/reports", later);

        var server = labd.admin().get("/api/v1/servers/ahead01").tree().get("server");
        assertThat(newest(labd, "ahead01")).containsOnly(later.id());
        assertThat(Instant.parse(server.at("/lastRun/at").asString()))
                .isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void the_newest_report_may_be_of_a_run_about_a_part_of_the_catalog() {
        LabdClient part = labd.agent("part02");
        part.post("/agent/v1/reports", Runs.changed("part02"));

        Report partial =
                Runs.partial("part02", NOON.plusSeconds(60), RunOutcome.UNCHANGED, "e".repeat(64));
        part.post("/agent/v1/reports", partial);

        assertThat(newestReport(labd, "part02")).isEqualTo(partial.id());
    }

    @Test
    void where_the_last_run_is_not_on_record_any_more_the_one_before_is_the_newest()
            throws SQLException {
        LabdClient swept = labd.agent("swept01");
        Report first = Runs.changed("swept01");
        Report second = Runs.changed("swept01");
        for (Report each : List.of(Runs.changed("swept01"), first, second)) {
            swept.post("/agent/v1/reports", each);
        }
        try (var db = TestPostgres.connect(labd.database());
                var delete = db.createStatement()) {
            delete.execute("DELETE FROM report WHERE id = '%s'".formatted(second.id()));
        }

        assertThat(newestReport(labd, "swept01")).isEqualTo(first.id());
    }

    @Test
    void a_report_that_is_sent_once_more_is_not_the_newest_for_that() {
        LabdClient repeating = labd.agent("repeat01");
        Report first = report("repeat01", NOON, RunOutcome.CHANGED, "first");
        Report second = report("repeat01", NOON.plusSeconds(60), RunOutcome.FAILED, "second");

        for (Report each : List.of(first, second, first)) {
            assertThat(repeating.post("/agent/v1/reports", each).status()).isEqualTo(204);
        }

        var server = labd.admin().get("/api/v1/servers/repeat01").tree().get("server");
        assertThat(server.at("/lastRun/id").asString()).isEqualTo(second.id().toString());
    }

    /** By each way of asking. */
    private static Set<UUID> newest(RunningLabd labd, String server) {
        return Stream.of(
                        listed(labd, "server=" + server),
                        lastRun(labd, server),
                        newestReport(labd, server))
                .collect(Collectors.toSet());
    }

    private static UUID listed(RunningLabd labd, String query) {
        var listed = labd.admin().get("/api/v1/reports?limit=1&" + query).tree();
        return UUID.fromString(listed.at("/items/0/id").asString());
    }

    private static UUID lastRun(RunningLabd labd, String server) {
        var shown = labd.admin().get("/api/v1/servers/%s".formatted(server)).tree();
        return UUID.fromString(shown.at("/server/lastRun/id").asString());
    }

    private static UUID newestReport(RunningLabd labd, String server) {
        return labd.admin()
                .get("/api/v1/servers/%s/report".formatted(server))
                .as(Report.class)
                .id();
    }
}
