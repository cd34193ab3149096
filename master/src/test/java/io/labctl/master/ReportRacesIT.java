package io.labctl.master;

import static io.labctl.master.Runs.NOON;
import static io.labctl.master.Runs.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.database.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reports that come while another replica is writing about the same server. */
@Tag("database")
class ReportRacesIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    @Test
    void a_report_that_comes_while_its_server_is_being_deleted_leaves_nothing() throws Exception {
        LabdClient leaving = labd.agent("leaving01");

        int status =
                meanwhile(
                        "DELETE FROM server WHERE name = 'leaving01'",
                        () -> send(leaving, report("leaving01", NOON, RunOutcome.CHANGED, "x")));

        assertThat(status).isEqualTo(403);
        assertThat(reportsOf("leaving01")).isZero();
    }

    @Test
    void a_run_that_comes_while_the_server_is_written_replaces_the_one_before() throws Exception {
        LabdClient going = labd.agent("going01");
        send(going, report("going01", NOON, RunOutcome.CHANGED, "first"));

        int status =
                meanwhile(
                        "UPDATE server SET last_seen = '2026-05-01T13:00:00Z' WHERE name = 'going01'",
                        () ->
                                send(
                                        going,
                                        report(
                                                "going01",
                                                NOON.plusSeconds(60),
                                                RunOutcome.FAILED,
                                                "second")));

        assertThat(status).isEqualTo(204);
        var run = labd.admin().get("/api/v1/servers/going01").tree().at("/server/lastRun");
        assertThat(run.get("outcome").asString()).isEqualTo("failed");
        assertThat(labd.admin().get("/api/v1/servers/going01/facts").tree().get("word").asString())
                .isEqualTo("second");
    }

    private static int send(LabdClient agent, Report report) {
        return agent.post("/agent/v1/reports", report).status();
    }

    private static int reportsOf(String server) {
        return labd.admin().get("/api/v1/reports?server=" + server).tree().get("items").size();
    }

    /** What a request is answered that waits until another transaction has written this. */
    private static int meanwhile(String statement, Callable<Integer> request) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = TestPostgres.connect(labd.database());
                var writing = other.createStatement()) {
            other.setAutoCommit(false);
            writing.execute(statement);
            Future<Integer> answer = threads.submit(request);
            Awaitility.await().until(ReportRacesIT::somebodyWaits);
            other.commit();
            return answer.get();
        }
    }

    private static boolean somebodyWaits() throws SQLException {
        try (Connection watching = TestPostgres.connect(labd.database());
                var asking = watching.createStatement();
                var waiting =
                        asking.executeQuery(
                                """
                                SELECT 1
                                  FROM pg_stat_activity
                                 WHERE datname = current_database()
                                   AND wait_event_type = 'Lock'
                                """)) {
            return waiting.next();
        }
    }
}
