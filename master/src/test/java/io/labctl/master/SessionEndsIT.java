package io.labctl.master;

import static io.labctl.master.SessionPlayers.HELLO;
import static io.labctl.master.SessionPlayers.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import io.labctl.master.database.TestPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a session ends, and who hears of it. */
@Tag("database")
@Timeout(120)
class SessionEndsIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private static int servers;

    private SessionPlayers play;
    private SessionPlayers other;

    @BeforeEach
    void agents_join() {
        play = SessionPlayers.of(labd, "web" + servers);
        other = SessionPlayers.of(labd, "db" + servers++);
    }

    @Test
    void a_caller_who_comes_while_the_end_is_written_down_gets_the_output_before_it()
            throws Exception {
        UUID id = play.begin();
        Reading first = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        CompletableFuture<Integer> taken;
        CompletableFuture<Reading> second;
        try (var _ = LockedTable.againstWriting(labd.database(), "work")) {
            var written = new SentFrames();
            taken = play.agentWrites(id, input, written);
            written.send(HELLO);
            assertThat(first.next()).isEqualTo(HELLO);
            written.send(end(new WorkEnd.Exited(0)));
            await().until(SessionEndsIT::somebodyWaitsForTheLock);
            second = CompletableFuture.supplyAsync(() -> play.callerReads(id, 0));
            assertThat(first.ends()).isTrue();
        }
        assertThat(taken.join()).isEqualTo(409);

        play.isCalled(id, new WorkEnd.Done(null));
        CompletableFuture<Integer> again =
                play.agentWrites(
                        id,
                        play.agentReads(id),
                        new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(0))));

        assertThat(second.join().next()).isEqualTo(HELLO);
        assertThat(second.join().next()).isEqualTo(end(new WorkEnd.Exited(0)));
        assertThat(again.join()).isEqualTo(204);
    }

    @Test
    void output_that_comes_to_its_end_without_one_is_to_be_brought_again() throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var written = new SentFrames();
        CompletableFuture<Integer> taken = play.agentWrites(id, play.agentReads(id), written);

        written.send(HELLO).end();

        assertThat(taken.join()).isEqualTo(409);
        assertThat(output.next()).isEqualTo(HELLO);
        assertThat(play.agentReads(id).from()).isEqualTo(HELLO.length());
    }

    @Test
    void an_end_that_cannot_be_written_down_is_not_taken_and_is_said_again() throws Exception {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var written = new SentFrames();
        CompletableFuture<Integer> taken = play.agentWrites(id, play.agentReads(id), written);
        written.send(HELLO);
        assertThat(output.next()).isEqualTo(HELLO);

        labd.execute("ALTER TABLE work RENAME COLUMN result TO away");
        try {
            written.send(end(new WorkEnd.Exited(0)));
            assertThat(taken)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(IOException.class);
        } finally {
            labd.execute("ALTER TABLE work RENAME COLUMN away TO result");
        }

        Reading again = play.agentReads(id);
        assertThat(again.from()).isEqualTo(HELLO.length());
        var _ = play.agentWrites(id, again, new SentFrames().send(end(new WorkEnd.Exited(0))));
        assertThat(output.next()).isEqualTo(end(new WorkEnd.Exited(0)));
    }

    @Test
    void an_end_that_is_told_as_a_result_reaches_the_caller_when_the_agent_has_no_more_for_him()
            throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);

        play.tells(id, new WorkEnd.Failed("the agent was restarted"));
        play.isCalled(id, new WorkEnd.Failed("there is no such session here"));

        assertThat(output.next().text())
                .isEqualTo("{\"state\":\"failed\",\"reason\":\"the agent was restarted\"}");
        assertThat(output.ends()).isTrue();
    }

    @Test
    void an_agent_that_was_restarted_says_that_the_end_of_a_command_is_not_known()
            throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);

        var lost = new WorkEnd.AgentLost("the agent was restarted while it ran");
        play.tells(id, lost);

        assertThat(output.next()).isEqualTo(end(lost));
        assertThat(play.view(id).end()).isEqualTo(lost);
    }

    @Test
    void an_end_that_is_told_as_a_result_waits_for_the_output_that_the_agent_still_has()
            throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);

        play.tells(id, new WorkEnd.Exited(0));
        play.isCalled(id, new WorkEnd.Done(null));
        var _ =
                play.agentWrites(
                        id,
                        play.agentReads(id),
                        new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(0))));

        assertThat(output.next()).isEqualTo(HELLO);
        assertThat(output.next()).isEqualTo(end(new WorkEnd.Exited(0)));
    }

    @Test
    void a_command_that_no_agent_comes_for_expires_and_its_caller_hears_of_it() throws IOException {
        UUID id = other.begin(false, Duration.ofSeconds(1)).as(SessionView.class).id();

        Reading output = other.callerReads(id, 0);

        assertThat(output.next().text()).isEqualTo("{\"state\":\"expired\"}");
        assertThat(other.receipt(id)).isEqualTo(409);
    }

    @Test
    void a_command_is_begun_only_by_the_agent_that_it_was_given_to() {
        UUID id = play.begin();

        assertThat(play.receipt(id)).isEqualTo(409);
        assertThat(play.work().id()).isEqualTo(id);
        assertThat(other.receipt(id)).isEqualTo(409);
        assertThat(other.agent().get(SessionPlayers.input(id)).status()).isEqualTo(404);
        assertThat(play.receipt(id)).isEqualTo(204);
        assertThat(play.receipt(id)).isEqualTo(204);
        play.tells(id, new WorkEnd.Exited(0));
        assertThat(play.receipt(id)).isEqualTo(409);
    }

    @Test
    void the_caller_of_a_run_is_told_when_its_agent_falls_silent_in_the_middle() throws Exception {
        UUID id = play.beginRun();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        try (Reading input = play.agentReads(id)) {
            var written = new SentFrames();
            var _ = play.agentWrites(id, input, written);
            written.send(HELLO);
            assertThat(output.next()).isEqualTo(HELLO);
            written.end();
        }

        labd.execute(
                "UPDATE work SET until = until - INTERVAL '5 minutes' WHERE id = '%s'"
                        .formatted(id));

        assertThat(output.next()).isEqualTo(end(new WorkEnd.AgentLost(null)));
    }

    @Test
    void an_agent_learns_that_a_session_has_an_end_and_nobody_who_reads_it() {
        UUID id = play.beginDetached();
        play.receives(id);
        assertThat(play.agent().get(SessionPlayers.input(id)).status()).isEqualTo(404);

        play.tells(id, new WorkEnd.Exited(0));

        var answer = play.agent().get(SessionPlayers.input(id));
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.problem().detail())
                .isEqualTo("session %s has ended, and nobody is there for it".formatted(id));
    }

    @Test
    void an_agent_that_comes_to_a_session_is_heard_of() throws IOException {
        UUID id = play.beginDetached();
        play.receives(id);
        labd.execute(
                "UPDATE work SET until = now() + INTERVAL '9 seconds' WHERE id = '%s'"
                        .formatted(id));

        assertThat(play.agent().get(SessionPlayers.input(id)).status()).isEqualTo(404);

        labd.execute(
                "UPDATE work SET until = until - INTERVAL '23 hours' WHERE id = '%s'"
                        .formatted(id));
        UUID overdue = play.begin(true, Duration.ofSeconds(1)).as(SessionView.class).id();
        try (var _ = play.callerReads(overdue, 0)) { // so that labd looks for what is
            await().atMost(Duration.ofSeconds(30)).until(() -> play.view(overdue).end() != null);
        }
        assertThat(play.view(id).end()).isNull();
    }

    @Test
    void nobody_has_a_session_that_is_not_there_and_no_agent_is_a_caller() {
        String none = "/api/v1/sessions/" + new UUID(0, 1);

        assertThat(play.caller().get(none).problem().detail())
                .isEqualTo("you have no session 00000000-0000-0000-0000-000000000001");
        assertThat(play.caller().get("/api/v1/sessions/x").problem().detail())
                .isEqualTo("'x' is not a session's id");
        assertThat(play.agent().get(none + "/output").status()).isEqualTo(403);
        assertThat(
                        play.caller()
                                .get("/api/v1/sessions/%s/output?from=-1".formatted(new UUID(0, 1)))
                                .problem()
                                .field())
                .isEqualTo("from");
    }

    private static boolean somebodyWaitsForTheLock() throws SQLException {
        try (var db = TestPostgres.connect(labd.database());
                var asked = db.createStatement();
                var rows =
                        asked.executeQuery(
                                """
                                SELECT count(*)
                                  FROM pg_stat_activity
                                 WHERE wait_event_type = 'Lock'
                                   AND query LIKE '%bytes_out = COALESCE%'
                                """)) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }
}
