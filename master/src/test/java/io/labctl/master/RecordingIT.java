package io.labctl.master;

import static io.labctl.master.SessionPlayers.end;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.api.RecordingPage.Extent;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    @RegisterExtension static final RunningLabd one = new RunningLabd(RecordedSessions.upTo(MOST));

    private static final RunningLabd other = one.another();
    private static int servers;

    private RecordedSessions sessions;
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
        sessions = new RecordedSessions(play);
        elsewhere = play.withCallerAt(other.client(one.adminIdentity()));
    }

    @Test
    void it_is_told_as_asciicast_with_the_window_and_whole_characters_and_no_keys()
            throws IOException {
        UUID id = sessions.begin();
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
        Replayed told = sessions.replay(id);

        assertThat(play.view(id).recorded()).isTrue();
        assertThat(told.lines().getFirst())
                .startsWith("{\"version\":2,\"width\":120,\"height\":40,\"timestamp\":")
                .endsWith(
                        "\"command\":\"bash -l\",\"title\":\"%s: bash -l\",\"env\":{\"TERM\":\"foot\"}}"
                                .formatted(play.server()));
        assertThat(told.events())
                .containsExactly("\"r\",\"100x30\"]", "\"o\",\"gr\"]", "\"o\",\"ün\ufffd\\n\"]");
        assertThat(told.extent()).isEqualTo(Extent.WHOLE);
    }

    @Test
    void it_goes_on_at_another_labd_and_what_is_sent_again_is_in_it_once() throws IOException {
        var first = Frame.text(FrameKind.OUT, "first\n");
        var second = Frame.text(FrameKind.OUT, "second\n");
        UUID id = sessions.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var _ = play.agentWrites(id, play.agentReads(id), new SentFrames().send(first));
        assertThat(output.next()).isEqualTo(first);
        await().untilAsserted(() -> assertThat(sessions.replay(id).events()).hasSize(1));

        Reading there = elsewhere.callerReads(id, 0);
        Reading again = play.agentReads(id);
        assertThat(again.from()).isZero();
        var sent = new SentFrames().send(first).send(second).send(end(new WorkEnd.Exited(0)));
        var taken = play.agentWrites(id, again, sent);

        assertThat(there.next()).isEqualTo(first);
        assertThat(there.next()).isEqualTo(second);
        assertThat(taken.join()).isEqualTo(204);
        assertThat(sessions.replay(id).events())
                .containsExactly("\"o\",\"first\\n\"]", "\"o\",\"second\\n\"]");
    }

    @Test
    void what_was_shown_and_not_written_down_is_asked_for_again_by_the_next_labd()
            throws IOException {
        var shown = Frame.text(FrameKind.OUT, "shown\n");
        var later = Frame.text(FrameKind.OUT, "later\n");
        UUID id = sessions.begin();
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
            one.execute( // from now on it writes nothing, as if it had died
                    """
                    INSERT INTO recording (session, writer)
                    VALUES ('%s', gen_random_uuid())
                        ON CONFLICT (session) DO UPDATE
                       SET writer = excluded.writer
                    """
                            .formatted(id));
        } finally {
            one.execute("ALTER TABLE unreachable RENAME TO recording_piece");
        }

        Reading there = elsewhere.callerReads(id, shown.length());
        Reading again = play.agentReads(id);
        assertThat(again.from()).isZero();
        var sent = new SentFrames().send(shown).send(later).send(end(new WorkEnd.Exited(0)));
        var taken = play.agentWrites(id, again, sent);

        assertThat(there.next()).as("what the caller lacks").isEqualTo(later);
        assertThat(taken.join()).isEqualTo(204);
        assertThat(sessions.replay(id).events())
                .containsExactly("\"o\",\"shown\\n\"]", "\"o\",\"later\\n\"]");
    }

    @Test
    void while_nothing_can_be_written_nothing_passes_and_the_session_ends() throws IOException {
        UUID id = sessions.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var typed = new SentFrames();
        var _ = play.callerWrites(id, output, typed);
        typed.send(Frame.number(FrameKind.FROM, 0));
        assertThat(input.next().kind()).isEqualTo(FrameKind.FROM);
        var written = new SentFrames();
        one.execute("ALTER TABLE recording_piece RENAME TO unreachable");
        try {
            for (int i = 0; i < 200; i++) {
                written.send(large());
            }
            var _ = play.agentWrites(id, input, written);
            assertThat(output.next()).as("what came before that was known").isEqualTo(large());
            assertThat(written.untilItRests()).isPositive();
            for (int i = 0; i < 20; i++) {
                typed.send(Frame.text(FrameKind.IN, "x"));
            }

            Frame last = output.next();
            int shown = 1;
            while (last.kind() == FrameKind.OUT) {
                shown++;
                last = output.next();
            }
            assertThat(shown).as("64 KiB").isLessThanOrEqualTo(3);
            assertThat(last.text())
                    .isEqualTo(
                            "{\"state\":\"killed\",\"reason\":\"it could not be recorded for 30s, and does not go on unrecorded\"}");
            assertThat(output.ends()).isTrue();
            assertThat(rest(input)).as("keys").hasSizeLessThanOrEqualTo(2);
        } finally {
            one.execute("ALTER TABLE unreachable RENAME TO recording_piece");
        }
        await().untilAsserted(() -> assertThat(sessions.replay(id).extent()).isEqualTo(Extent.CUT));
        assertThat(sessions.replay(id).lines()).as("what was shown").hasSizeGreaterThan(1);
        assertThat(play.view(id).end())
                .as("what was told")
                .isEqualTo(
                        new WorkEnd.Killed(
                                "it could not be recorded for 30s, and does not go on unrecorded"));
    }

    /** One more than write at once; the statements that hang would fail after a minute. */
    @Test
    @Timeout(80)
    void sessions_end_together_where_the_database_says_nothing_at_all() throws Exception {
        var outputs = new ArrayList<Reading>();
        var ids = new ArrayList<UUID>();
        try (var _ = LockedTable.of(one.database(), "recording_piece")) {
            for (int i = 0; i < 3; i++) {
                UUID id = sessions.begin();
                Reading output = play.callerReads(id, 0);
                play.receives(id);
                var _ = play.agentWrites(id, play.agentReads(id), new SentFrames().send(out('x')));
                assertThat(output.next()).isEqualTo(out('x'));
                ids.add(id);
                outputs.add(output);
            }

            for (Reading each : outputs) {
                assertThat(each.next().text()).contains("it could not be recorded for 30s");
                assertThat(each.ends()).isTrue();
            }
        }
        for (UUID each : ids) {
            await().untilAsserted(
                            () -> assertThat(sessions.replay(each).extent()).isEqualTo(Extent.CUT));
            assertThat(sessions.replay(each).events()).containsExactly("\"o\",\"x\"]");
        }
    }

    @Test
    void a_session_whose_recording_is_full_ends_as_its_caller_is_told() throws IOException {
        UUID id = sessions.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var written = new SentFrames();
        var _ = play.agentWrites(id, play.agentReads(id), written);

        for (int i = 0; i < 2 * MOST / Frame.LARGEST; i++) {
            written.send(large());
        }

        Frame frame = output.next();
        while (frame.kind() == FrameKind.OUT) {
            frame = output.next();
        }
        assertThat(frame.text())
                .contains("\"state\":\"killed\"")
                .contains("its recording has reached 100000 bytes");
        assertThat(end(requireNonNull(play.view(id).end())).text())
                .as("what is written down")
                .isEqualTo(frame.text());
        await().untilAsserted(() -> assertThat(sessions.replay(id).extent()).isEqualTo(Extent.CUT));
        assertThat(sessions.replay(id).lines()).hasSizeGreaterThan(3);
        assertThat(play.work().action()).isEqualTo(new Action.Kill(id));
    }

    private static Frame large() {
        return Frame.of(FrameKind.OUT, ByteBuffer.allocate(Frame.LARGEST));
    }

    private static List<Frame> rest(Reading reading) throws IOException {
        var rest = new ArrayList<Frame>();
        Optional<Frame> frame = reading.frames().next();
        while (frame.isPresent()) {
            if (frame.get().kind() != FrameKind.ALIVE) {
                rest.add(frame.get());
            }
            frame = reading.frames().next();
        }
        return rest;
    }

    private static Frame out(int... bytes) {
        var content = ByteBuffer.allocate(bytes.length);
        for (int each : bytes) {
            content.put((byte) each);
        }
        return Frame.of(FrameKind.OUT, content.flip());
    }
}
