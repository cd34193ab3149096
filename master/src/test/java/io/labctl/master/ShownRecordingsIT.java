package io.labctl.master;

import static io.labctl.master.SessionPlayers.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.RecordingPage;
import io.labctl.catalog.api.RecordingPage.Extent;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import io.labctl.master.server.DeleteServer;
import io.labctl.master.session.ShowRecording;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is shown a recording, and why not. */
@Tag("database")
@Timeout(120)
class ShownRecordingsIT {
    @RegisterExtension
    static final RunningLabd labd = new RunningLabd(RecordedSessions.upTo(1 << 28));

    private static int servers;

    private RecordedSessions sessions;
    private SessionPlayers play;

    @BeforeEach
    void an_agent_joins() {
        play = SessionPlayers.of(labd, "web" + servers++);
        sessions = new RecordedSessions(play);
    }

    @Test
    void a_caller_that_does_not_read_holds_up_the_agent_and_all_is_recorded() throws IOException {
        int frames = 1024;
        UUID id = sessions.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var written = new SentFrames();
        var taken = play.agentWrites(id, play.agentReads(id), written);
        Frame piece = Frame.text(FrameKind.OUT, "x".repeat(Frame.LARGEST));
        for (int i = 0; i < frames; i++) {
            written.send(piece);
        }
        written.send(end(new WorkEnd.Exited(0)));

        assertThat(written.untilItRests()).isLessThan(frames);
        for (int i = 0; i < frames; i++) {
            assertThat(output.next()).isEqualTo(piece);
        }
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
        assertThat(taken.join()).isEqualTo(204);
        Replayed told = sessions.replay(id);
        assertThat(told.events()).hasSize(frames).allMatch(line -> line.length() > Frame.LARGEST);
        assertThat(told.extent()).isEqualTo(Extent.WHOLE);
        assertThat(told.pages()).isGreaterThan(frames / 20);
    }

    @Test
    void one_that_was_changed_is_not_shown_from_there_on_and_that_is_logged() throws IOException {
        UUID id = sessions.recorded("one");
        UUID two = sessions.recorded("two");
        String refused = "the recording of session %s is damaged: %s";
        labd.execute(
                "UPDATE recording_piece SET content = (SELECT content FROM recording_piece WHERE session = '%s' AND number = 0) WHERE session = '%s' AND number = 0"
                        .formatted(two, id));
        try (var log = LoggedLines.of(ShowRecording.class)) {
            assertThat(sessions.refusal(id))
                    .isEqualTo(
                            refused.formatted(
                                    id, "piece 0 was changed, or was written with another key"));
            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "WARN recording is damaged caller=\"admin\" server=\"%s\""
                                    .formatted(play.server()))
                    .contains("session=\"%s\"".formatted(id), "piece 0 was changed");
        }

        labd.execute("DELETE FROM recording_piece WHERE session = '%s'".formatted(two));
        longAgo(two);
        assertThat(sessions.refusal(two)).isEqualTo(refused.formatted(two, "its end is missing"));

        labd.execute("DELETE FROM recording WHERE session = '%s'".formatted(two));
        assertThat(sessions.refusal(two)).isEqualTo(refused.formatted(two, "its end is missing"));
    }

    @Test
    void what_there_is_none_of_is_told_by_why() throws IOException {
        UUID plain = play.begin();
        play.kill(plain);
        assertThat(sessions.refusal(plain))
                .isEqualTo(
                        "session %s has no terminal, and only what terminals show is recorded"
                                .formatted(plain));

        UUID unknown = new UUID(0, 1);
        assertThat(sessions.refusal(unknown)).isEqualTo("you have no session " + unknown);

        UUID old = sessions.recorded("old");
        labd.execute(
                "UPDATE work SET ended_at = ended_at - INTERVAL '91 days' WHERE id = '%s'"
                        .formatted(old));
        assertThat(sessions.refusal(old))
                .startsWith("the recording of session %s was kept until 2".formatted(old))
                .endsWith("Z, as labd's recordings-kept says");

        assertThat(
                        play.asks(
                                        new SessionRequest(
                                                RecordedSessions.BASH,
                                                true,
                                                Duration.ofSeconds(20)))
                                .status())
                .as("a detached one")
                .isEqualTo(400);
    }

    @Test
    void one_of_which_nothing_was_shown_is_not_taken_for_damaged() {
        UUID withdrawn = sessions.begin();
        play.kill(withdrawn);
        UUID silent = sessions.begin();
        play.receives(silent);
        assertThat(sessions.refusal(silent)).isEqualTo("nothing is recorded of session " + silent);
        play.tells(silent, new WorkEnd.Failed("no such command"));

        longAgo(withdrawn);
        longAgo(silent);

        assertThat(sessions.refusal(withdrawn))
                .isEqualTo(
                        "nothing was recorded of session %s: it never began".formatted(withdrawn));
        assertThat(sessions.refusal(silent)).isEqualTo("nothing is recorded of session " + silent);
    }

    @Test
    void it_is_its_caller_s_own() throws IOException {
        UUID id = sessions.recorded("mine");
        labd.execute("UPDATE work SET asked_by = 'bob' WHERE id = '%s'".formatted(id));

        assertThat(sessions.refusal(id)).isEqualTo("you have no session " + id);
    }

    @Test
    void what_is_no_place_in_one_is_refused() throws IOException {
        UUID id = sessions.recorded("all");

        assertThat(play.caller().get(Replayed.path(id) + "?from=x").status()).isEqualTo(400);
        assertThat(play.caller().get(Replayed.path(id) + "?from=9").as(RecordingPage.class))
                .as("behind the last piece")
                .isEqualTo(new RecordingPage(List.of(), null, Extent.SO_FAR));
    }

    @Test
    void one_that_goes_with_its_server_is_counted_in_the_log() throws IOException {
        UUID _ = sessions.recorded("gone");

        try (var log = LoggedLines.of(DeleteServer.class)) {
            play.caller().delete("/api/v1/servers/" + play.server());

            assertThat(log.all()).singleElement().asString().endsWith("recordings=\"1\"");
        }
    }

    private void longAgo(UUID id) {
        labd.execute(
                "UPDATE work SET ended_at = ended_at - INTERVAL '2 hours' WHERE id = '%s'"
                        .formatted(id));
    }
}
