package io.labctl.master;

import static io.labctl.master.SessionPlayers.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import io.labctl.master.recording.RecordingConfig;
import io.labctl.master.session.SessionConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the terminal of a session shows is kept by labd, wherever the session is met. */
@Tag("database")
@Timeout(180)
class RecordingIT {
    private static final int MOST = 100_000;

    @RegisterExtension
    static final RunningLabd one =
            new RunningLabd(
                    new SessionConfig(
                            50, 50, new RecordingConfig(true, MOST, Duration.ofDays(90))));

    private static final RunningLabd other = one.another();
    private static final SessionCommand BASH =
            new SessionCommand(
                    List.of("bash", "-l"),
                    true,
                    new TerminalSize(120, 40),
                    null,
                    null,
                    new TreeMap<>(Map.of("TERM", "foot")),
                    null);

    private static int servers;

    private SessionPlayers play;
    private SessionPlayers elsewhere;

    @BeforeAll
    static void another_labd_starts() {
        other.start();
    }

    @AfterAll
    static void it_ends() {
        other.close();
    }

    @BeforeEach
    void an_agent_joins() {
        play = SessionPlayers.of(one, "web" + servers++);
        elsewhere = play.withCallerAt(other.client(one.adminIdentity()));
    }

    @Test
    void it_is_told_as_asciicast_with_the_window_and_whole_characters_and_no_keys()
            throws IOException {
        UUID id = begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var typed = new SentFrames();
        var _ = play.callerWrites(id, output, typed);
        typed.send(Frame.number(FrameKind.FROM, 0))
                .send(Frame.text(FrameKind.IN, "secret"))
                .send(Frame.size(new TerminalSize(100, 30)));
        assertThat(input.next().kind()).isEqualTo(FrameKind.FROM);
        assertThat(input.next().kind()).isEqualTo(FrameKind.IN);
        assertThat(input.next().kind()).isEqualTo(FrameKind.SIZE);
        var taken =
                play.agentWrites(
                        id,
                        input,
                        new SentFrames()
                                .send(out('g', 'r', 0xc3))
                                .send(out(0xbc, 'n', 0xff, '\n'))
                                .send(end(new WorkEnd.Exited(0))));
        assertThat(taken.join()).isEqualTo(204);
        typed.end();
        Replayed told = replay(id);

        assertThat(play.view(id).recorded()).isTrue();
        assertThat(told.lines().getFirst())
                .startsWith("{\"version\":2,\"width\":120,\"height\":40,\"timestamp\":")
                .endsWith(
                        "\"command\":\"bash -l\",\"title\":\"%s: bash -l\",\"env\":{\"TERM\":\"foot\"}}"
                                .formatted(play.server()));
        assertThat(told.events())
                .containsExactly("\"r\",\"100x30\"]", "\"o\",\"gr\"]", "\"o\",\"ün\ufffd\\n\"]");
        assertThat(told.end()).isEqualTo("{\"state\":\"exited\",\"code\":0}");
    }

    @Test
    void it_goes_on_at_another_labd_and_what_is_sent_again_is_in_it_once() throws IOException {
        var first = Frame.text(FrameKind.OUT, "first\n");
        var second = Frame.text(FrameKind.OUT, "second\n");
        UUID id = begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var _ = play.agentWrites(id, play.agentReads(id), new SentFrames().send(first));
        assertThat(output.next()).isEqualTo(first);
        await().untilAsserted(() -> assertThat(replay(id).events()).hasSize(1));

        Reading there = elsewhere.callerReads(id, 0);
        Reading again = play.agentReads(id);
        assertThat(again.from()).isZero();
        var sent = new SentFrames().send(first).send(second).send(end(new WorkEnd.Exited(0)));
        var taken = play.agentWrites(id, again, sent);

        assertThat(there.next()).isEqualTo(first);
        assertThat(there.next()).isEqualTo(second);
        assertThat(taken.join()).isEqualTo(204);
        assertThat(replay(id).events())
                .containsExactly("\"o\",\"first\\n\"]", "\"o\",\"second\\n\"]");
    }

    @Test
    void what_was_shown_and_not_written_down_is_asked_for_again_by_the_next_labd()
            throws IOException {
        var shown = Frame.text(FrameKind.OUT, "shown\n");
        var later = Frame.text(FrameKind.OUT, "later\n");
        UUID id = begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var typed = new SentFrames();
        var _ = play.callerWrites(id, output, typed);
        typed.send(Frame.number(FrameKind.FROM, 0));
        assertThat(input.next().kind()).isEqualTo(FrameKind.FROM);
        one.execute("ALTER TABLE recording_piece RENAME TO unreachable");
        try {
            var _ = play.agentWrites(id, input, new SentFrames().send(shown));
            assertThat(output.next()).isEqualTo(shown);
            typed.send(Frame.number(FrameKind.ACK, shown.length()));
            assertThat(input.next())
                    .as("nothing is forgotten")
                    .isEqualTo(Frame.number(FrameKind.ACK, 0));
        } finally {
            one.execute("ALTER TABLE unreachable RENAME TO recording_piece");
        }
        one.execute("UPDATE recording SET writer = gen_random_uuid()"); // as if it had died

        Reading there = elsewhere.callerReads(id, shown.length());
        Reading again = play.agentReads(id);
        assertThat(again.from()).isZero();
        var sent = new SentFrames().send(shown).send(later).send(end(new WorkEnd.Exited(0)));
        var taken = play.agentWrites(id, again, sent);

        assertThat(there.next()).as("what the caller lacks").isEqualTo(later);
        assertThat(taken.join()).isEqualTo(204);
        assertThat(replay(id).events())
                .containsExactly("\"o\",\"shown\\n\"]", "\"o\",\"later\\n\"]");
    }

    @Test
    void a_session_that_cannot_be_recorded_for_long_ends() throws IOException {
        UUID id = begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        one.execute("ALTER TABLE recording_piece RENAME TO unreachable");
        try {
            var _ = play.agentWrites(id, input, new SentFrames().send(out('x')));
            assertThat(output.next().kind()).isEqualTo(FrameKind.OUT);

            assertThat(output.next().text())
                    .isEqualTo(
                            "{\"state\":\"killed\",\"reason\":\"it could not be recorded for 30s, and does not go on unrecorded\"}");
            assertThat(output.ends()).isTrue();
            assertThat(input.ends()).isTrue();
        } finally {
            one.execute("ALTER TABLE unreachable RENAME TO recording_piece");
        }
    }

    @Test
    void a_session_whose_recording_is_full_ends() throws IOException {
        UUID id = begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var written = new SentFrames();
        var _ = play.agentWrites(id, play.agentReads(id), written);

        for (int i = 0; i < 2 * MOST / Frame.LARGEST; i++) {
            written.send(Frame.of(FrameKind.OUT, ByteBuffer.allocate(Frame.LARGEST)));
        }

        Frame frame = output.next();
        while (frame.kind() == FrameKind.OUT) {
            frame = output.next();
        }
        assertThat(frame.text())
                .contains("\"state\":\"killed\"")
                .contains("its recording has reached 100000 bytes");
        await().untilAsserted(() -> assertThat(replay(id).lines()).hasSizeGreaterThan(3));
    }

    @Test
    void one_that_was_changed_is_not_shown() throws IOException {
        UUID id = recorded("one");
        UUID two = recorded("two");
        String refused = "the recording of session %s is damaged: %s";
        one.execute(
                "UPDATE recording_piece SET content = (SELECT content FROM recording_piece WHERE session = '%s' AND number = 0) WHERE session = '%s' AND number = 0"
                        .formatted(two, id));
        assertThat(refusal(id))
                .isEqualTo(
                        refused.formatted(
                                id, "piece 0 was changed, or was written with another key"));

        one.execute("DELETE FROM recording_piece WHERE session = '%s'".formatted(two));
        one.execute("UPDATE work SET ended_at = ended_at - INTERVAL '2 hours'");
        assertThat(refusal(two)).isEqualTo(refused.formatted(two, "its end is missing"));
    }

    @Test
    void what_there_is_none_of_is_told_by_why() throws IOException {
        UUID plain = play.begin();
        play.kill(plain);
        assertThat(refusal(plain))
                .isEqualTo(
                        "session %s has no terminal, and only what terminals show is recorded"
                                .formatted(plain));

        UUID unknown = new UUID(0, 1);
        assertThat(refusal(unknown)).isEqualTo("you have no session " + unknown);

        UUID old = recorded("old");
        one.execute(
                "UPDATE work SET ended_at = ended_at - INTERVAL '91 days' WHERE id = '%s'"
                        .formatted(old));
        assertThat(refusal(old))
                .startsWith("the recording of session %s was kept until 2".formatted(old))
                .endsWith("Z, as labd's recordings-kept says");

        assertThat(play.asks(new SessionRequest(BASH, true, Duration.ofSeconds(20))).status())
                .as("a detached one")
                .isEqualTo(400);
    }

    private UUID begin() {
        return play.asks(new SessionRequest(BASH, false, Duration.ofSeconds(20)))
                .as(SessionView.class)
                .id();
    }

    private UUID recorded(String text) throws IOException {
        UUID id = begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        CompletableFuture<Integer> taken =
                play.agentWrites(
                        id,
                        play.agentReads(id),
                        new SentFrames()
                                .send(Frame.text(FrameKind.OUT, text))
                                .send(end(new WorkEnd.Exited(0))));
        assertThat(output.next().text()).isEqualTo(text);
        assertThat(taken.join()).isEqualTo(204);
        return id;
    }

    private String refusal(UUID id) {
        return play.caller().get(Replayed.path(id)).problem().detail();
    }

    private Replayed replay(UUID id) throws IOException {
        return Replayed.of(play.caller(), id);
    }

    private static Frame out(int... bytes) {
        var content = ByteBuffer.allocate(bytes.length);
        for (int each : bytes) {
            content.put((byte) each);
        }
        return Frame.of(FrameKind.OUT, content.flip());
    }
}
