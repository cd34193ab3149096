package io.labctl.master;

import static io.labctl.master.Runs.NOON;
import static io.labctl.master.Runs.report;
import static io.labctl.master.Runs.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.database.TestPostgres;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Taking reports in, however they come, and giving them out. */
@Tag("database")
class ReportsIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    @Test
    void a_report_that_is_sent_often_at_once_counts_once() throws Exception {
        LabdClient sender = labd.agent("often01");
        Report report = report("often01", NOON, RunOutcome.CHANGED, "often");
        List<Future<Integer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                answers.add(
                        threads.submit(() -> sender.post("/agent/v1/reports", report).status()));
            }
        }

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(204);
        }
        assertThat(labd.admin().get("/api/v1/reports?server=often01").tree().get("items"))
                .hasSize(1);
    }

    @Test
    void the_warnings_of_an_older_unchanged_run_are_still_told() throws SQLException {
        LabdClient warning = labd.agent("warning01");
        String catalog = "a".repeat(64);
        try (var db = TestPostgres.connect(labd.database());
                var insert = db.createStatement()) {
            insert.execute("INSERT INTO catalog VALUES ('%s', '\\x00', now())".formatted(catalog));
        }
        var notes =
                List.of(RunNote.notice("applying it"), RunNote.warning("facts of dmi are missing"));
        Report first = Runs.saying(unchanged("warning01", NOON, catalog), notes);
        warning.post("/agent/v1/reports", first);

        warning.post("/agent/v1/reports", unchanged("warning01", NOON.plusSeconds(9), catalog));

        assertThat(hasBody(first)).isFalse();
        try (var db = TestPostgres.connect(labd.database());
                var delete = db.createStatement()) {
            delete.execute("DELETE FROM catalog WHERE sha256 = '%s'".formatted(catalog));
        }
        Report told = labd.admin().get("/api/v1/reports/" + first.id()).as(Report.class);
        assertThat(told.logs()).isEqualTo(notes);
    }

    private static boolean hasBody(Report report) throws SQLException {
        try (var db = TestPostgres.connect(labd.database());
                var query = db.createStatement();
                var row =
                        query.executeQuery(
                                "SELECT body IS NOT NULL FROM report WHERE id = '%s'"
                                        .formatted(report.id()))) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Test
    void what_a_no_op_run_would_change_is_counted_in_both_listings() {
        LabdClient looking = labd.agent("looking01");

        looking.post("/agent/v1/reports", Runs.noop("looking01"));

        var server = labd.admin().get("/api/v1/servers/looking01").tree().get("server");
        assertThat(server.at("/lastRun/wouldChange").asLong()).isEqualTo(1);
        var run = labd.admin().get("/api/v1/reports?server=looking01").tree().at("/items/0");
        assertThat(run.get("wouldChange").asLong()).isEqualTo(1);
        assertThat(run.get("changed").asLong()).isZero();
    }

    @Test
    void a_run_about_a_part_of_the_catalog_says_nothing_of_the_server_as_a_whole() {
        LabdClient part = labd.agent("part01");
        Report whole = report("part01", NOON, RunOutcome.FAILED, "x");
        part.post("/agent/v1/reports", whole);

        Report partial =
                Runs.partial("part01", NOON.plusSeconds(60), RunOutcome.UNCHANGED, "e".repeat(64));
        assertThat(part.post("/agent/v1/reports", partial).status()).isEqualTo(204);

        var server = labd.admin().get("/api/v1/servers/part01").tree().get("server");
        assertThat(server.at("/lastRun/id").asString()).isEqualTo(whole.id().toString());
        Report told = labd.admin().get("/api/v1/reports/" + partial.id()).as(Report.class);
        assertThat(told.tags()).containsExactly("web");
        assertThat(told.resources()).isEqualTo(partial.resources());
    }

    @Test
    void servers_whose_newest_run_failed_are_counted_by_what_failed() {
        long failed = figure("failed");
        long compileFailed = figure("compileFailed");

        runs("failing01", RunOutcome.FAILED);
        runs("faulty01", RunOutcome.COMPILE_FAILED);
        runs("mended01", RunOutcome.COMPILE_FAILED, RunOutcome.CHANGED);

        assertThat(figure("failed")).isEqualTo(failed + 1);
        assertThat(figure("compileFailed")).isEqualTo(compileFailed + 1);
    }

    private static void runs(String server, RunOutcome... outcomes) {
        LabdClient reporting = labd.agent(server);
        Instant at = NOON;
        for (RunOutcome outcome : outcomes) {
            reporting.post("/agent/v1/reports", report(server, at, outcome, "x"));
            at = at.plusSeconds(60);
        }
    }

    private static long figure(String name) {
        return labd.admin().get("/health/detailed").tree().at("/figures/" + name).asLong();
    }

    @Test
    void an_older_unchanged_run_still_answers() {
        LabdClient calm = labd.agent("calm01");
        Report first = report("calm01", NOON, RunOutcome.UNCHANGED, "x");
        calm.post("/agent/v1/reports", first);
        calm.post(
                "/agent/v1/reports",
                report("calm01", NOON.plusSeconds(9), RunOutcome.UNCHANGED, "x"));

        Report told = labd.admin().get("/api/v1/reports/" + first.id()).as(Report.class);

        assertThat(told.outcome()).isEqualTo(RunOutcome.UNCHANGED);
        assertThat(told.startedAt()).isEqualTo(NOON);
    }

    @Test
    void an_unchanged_run_of_a_catalog_that_labd_does_not_know_keeps_its_resources() {
        LabdClient restored = labd.agent("restored01");
        String unknown = "f".repeat(64);
        Report first = unchanged("restored01", NOON, unknown);
        restored.post("/agent/v1/reports", first);

        var answer =
                restored.post(
                        "/agent/v1/reports", unchanged("restored01", NOON.plusSeconds(9), unknown));

        assertThat(answer.status()).isEqualTo(204);
        Report told = labd.admin().get("/api/v1/reports/" + first.id()).as(Report.class);
        assertThat(told.catalog()).isEqualTo(unknown);
        assertThat(told.resources()).isEqualTo(first.resources());
    }

    @Test
    void a_report_of_a_server_that_is_gone_is_refused_and_leaves_nothing() throws SQLException {
        LabdClient gone = labd.agent("gone01");
        // As another replica deletes it: this one still believes in the certificate for a second.
        try (var db = TestPostgres.connect(labd.database());
                var delete = db.createStatement()) {
            delete.execute("DELETE FROM server WHERE name = 'gone01'");
        }

        var answer =
                gone.post("/agent/v1/reports", report("gone01", NOON, RunOutcome.CHANGED, "x"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem().detail())
                .isEqualTo("server 'gone01' is not in the inventory any more");
        assertThat(ids("server=gone01")).isEmpty();
    }

    @Test
    void an_agent_whose_server_was_deleted_is_refused_with_its_report() {
        LabdClient deleted = labd.agent("deleted01");
        labd.admin().delete("/api/v1/servers/deleted01");

        var answer =
                deleted.post(
                        "/agent/v1/reports", report("deleted01", NOON, RunOutcome.CHANGED, "x"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(ids("server=deleted01")).isEmpty();
    }

    @Test
    void reports_are_found_by_server_outcome_and_arrival() throws SQLException {
        LabdClient asked = labd.agent("asked01");
        List<Report> failed =
                Stream.generate(() -> report("asked01", NOON, RunOutcome.FAILED, "x"))
                        .limit(3)
                        .toList();
        failed.forEach(each -> asked.post("/agent/v1/reports", each));
        asked.post(
                "/agent/v1/reports",
                report("asked01", NOON.plusSeconds(3), RunOutcome.CHANGED, "x"));

        assertThat(ids("server=asked01")).hasSize(4);
        assertThat(ids("server=asked01&outcome=failed")).hasSize(3);
        assertThat(ids("server=asked01&since=" + Runs.arrival(labd, failed.getLast()))).hasSize(2);
        assertThat(ids("server=asked01&limit=1")).hasSize(1);
        assertThat(ids("server=asked01&since=%2B1000000000-12-31T23:59:59Z")).isEmpty();
        assertThat(ids("server=asked01&since=-1000000000-01-01T00:00:00Z")).hasSize(4);
    }

    private static List<ReportSummary> ids(String query) {
        var answer = labd.admin().get("/api/v1/reports?" + query);
        assertThat(answer.status()).isEqualTo(200);
        List<ReportSummary> found = new ArrayList<>();
        answer.tree()
                .get("items")
                .forEach(item -> found.add(answer.json().treeToValue(item, ReportSummary.class)));
        return found;
    }
}
