package io.labctl.master;

import static io.labctl.master.SessionPlayers.HELLO;
import static io.labctl.master.SessionPlayers.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import io.labctl.master.recording.RecordingConfig;
import io.labctl.master.session.SessionConfig;
import io.labctl.master.work.SessionLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What labd knows and tells of sessions, and how many there may be. */
@Tag("database")
@Timeout(120)
class SessionListIT {
    @RegisterExtension
    static final RunningLabd labd =
            new RunningLabd(
                    new SessionConfig(3, 2, new RecordingConfig(false, 1, Duration.ofDays(1))));

    private static SessionPlayers play;
    private static SessionPlayers other;

    @BeforeAll
    static void agents_join() {
        play = SessionPlayers.of(labd, "web01");
        other = SessionPlayers.of(labd, "web02");
    }

    /** What nobody has fetched ends at once. */
    @AfterEach
    void nothing_is_open() {
        Stream.of(play, other).flatMap(each -> ids("").stream()).distinct().forEach(play::kill);
    }

    @Test
    void a_person_s_sessions_are_listed_the_newest_first() {
        UUID first = play.begin();
        UUID second = other.begin();
        UUID third = play.begin();

        assertThat(ids("?limit=3")).containsExactly(third, second, first);
        assertThat(ids("?server=web01&limit=2")).containsExactly(third, first);
        assertThat(ids("?limit=1")).containsExactly(third);
        assertThat(ids("?server=web03")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "server=UPPER_case"})
    void a_list_that_cannot_be_given_is_refused_by_what_is_wrong(String query) {
        var answer = play.caller().get("/api/v1/sessions?" + query);

        assertThat(answer.status()).isEqualTo(400);
        if (query.startsWith("limit")) {
            assertThat(answer.problem().field()).isEqualTo("limit");
        }
    }

    @Test
    void no_agent_has_a_list() {
        assertThat(play.agent().get("/api/v1/sessions").status()).isEqualTo(403);
    }

    @Test
    void what_goes_through_is_counted_once_though_it_is_sent_again() throws IOException {
        UUID id = play.begin();
        assertThat(play.view(id).bytesOut()).isNull();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var typed = new SentFrames();
        var _ = play.callerWrites(id, output, typed);
        typed.send(Frame.number(FrameKind.FROM, 0))
                .send(Frame.text(FrameKind.IN, "abc"))
                .send(Frame.text(FrameKind.SIGNAL, "INT"));
        assertThat(input.next().kind()).isEqualTo(FrameKind.FROM);
        assertThat(input.next().kind()).isEqualTo(FrameKind.IN);
        assertThat(input.next().kind()).isEqualTo(FrameKind.SIGNAL);
        var _ =
                play.agentWrites(
                        id,
                        input,
                        new SentFrames().send(HELLO).send(Frame.text(FrameKind.ERR, "oh")));
        assertThat(output.next()).isEqualTo(HELLO);
        assertThat(output.next().kind()).isEqualTo(FrameKind.ERR);
        output.close();
        assertThat(input.ends()).isTrue();

        Reading again = play.callerReads(id, 0);
        play.isCalled(id, new WorkEnd.Done(null));
        play.agentWrites(
                        id,
                        play.agentReads(id),
                        new SentFrames()
                                .send(HELLO)
                                .send(Frame.text(FrameKind.ERR, "oh"))
                                .send(Frame.text(FrameKind.OUT, "more"))
                                .send(end(new WorkEnd.Exited(3))))
                .join();

        assertThat(again.next()).isEqualTo(HELLO);
        assertThat(play.view(id).bytesOut()).isEqualTo("hello\nohmore".length());
        assertThat(play.view(id).bytesIn()).isEqualTo(3);
    }

    @Test
    void bytes_are_known_too_when_the_end_is_told_as_a_result_and_when_it_is_read_again()
            throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var _ = play.agentWrites(id, input, new SentFrames().send(HELLO));
        assertThat(output.next()).isEqualTo(HELLO);
        output.close();
        assertThat(input.ends()).isTrue();
        play.tells(id, new WorkEnd.Exited(0));

        await().atMost(Duration.ofSeconds(40))
                .until(() -> Long.valueOf(6).equals(play.view(id).bytesOut()));
        Reading once = play.callerReads(id, 0);
        play.isCalled(id, new WorkEnd.Done(null));
        play.agentWrites(
                        id,
                        play.agentReads(id),
                        new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(0))))
                .join();

        assertThat(once.next()).isEqualTo(HELLO);
        assertThat(play.view(id).bytesOut()).isEqualTo(6);
    }

    @Test
    void who_ran_a_command_where_and_how_it_ended_is_logged() throws IOException {
        try (var log = LoggedLines.of(SessionLog.class)) {
            UUID id = play.begin();
            Reading output = play.callerReads(id, 0);
            play.receives(id);
            play.agentWrites(
                            id,
                            play.agentReads(id),
                            new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(3))))
                    .join();
            assertThat(output.next()).isEqualTo(HELLO);

            String who = "caller=\"admin\" server=\"web01\" session=\"%s\"".formatted(id);
            assertThat(log.all())
                    .containsExactly(
                            "INFO session asked " + who,
                            "INFO session ended %s end=\"done\" code=\"3\" bytesIn=\"0\" bytesOut=\"6\""
                                    .formatted(who));
        }
    }

    @Test
    void so_is_one_that_nobody_has_fetched_in_time() {
        try (var log = LoggedLines.of(SessionLog.class)) {
            UUID id = other.begin(false, Duration.ofSeconds(1)).as(SessionView.class).id();

            String ended =
                    "INFO session ended caller=\"admin\" server=\"web02\" session=\"%s\" end=\"expired\""
                            .formatted(id);
            await().atMost(Duration.ofSeconds(30)).until(() -> log.all().contains(ended));
        }
    }

    @Test
    void a_server_has_only_so_many_at_once() {
        play.begin();
        play.begin();

        var refused = play.begin(false, Duration.ofSeconds(20));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem().detail())
                .isEqualTo(
                        "server 'web01' has 2 sessions that have not ended, and labd's sessions.per-agent allows 2; wait until one has ended");
        assertThat(other.begin(true, Duration.ofSeconds(20)).status()).isEqualTo(200);
    }

    @Test
    void a_person_has_only_so_many_at_once() {
        play.begin();
        play.begin();
        UUID third = other.begin();

        var refused = other.begin(true, Duration.ofSeconds(20));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem().detail())
                .isEqualTo(
                        "you have 3 sessions that have not ended, and labd's sessions.per-user allows 3; end one, or wait until one has ended");

        play.kill(third);
        assertThat(other.begin(true, Duration.ofSeconds(20)).status()).isEqualTo(200);
    }

    private static List<UUID> ids(String query) {
        var items = play.caller().get("/api/v1/sessions" + query).tree().get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(each -> UUID.fromString(each.get("id").asString()))
                .toList();
    }
}
