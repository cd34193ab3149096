package io.labctl.master;

import static io.labctl.master.SessionPlayers.end;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Sessions with terminals at a labd that records them. */
record RecordedSessions(SessionPlayers play) {
    static final SessionCommand BASH =
            new SessionCommand(
                    List.of("bash", "-l"),
                    true,
                    new TerminalSize(120, 40),
                    null,
                    null,
                    new TreeMap<>(Map.of("TERM", "foot")),
                    null);

    /**
     * @param most that a recording may hold, in bytes
     */
    static SessionConfig upTo(int most) {
        return new SessionConfig(50, 50, new RecordingConfig(true, most, Duration.ofDays(90)));
    }

    UUID begin() {
        return play.asks(new SessionRequest(BASH, false, Duration.ofSeconds(20)))
                .as(SessionView.class)
                .id();
    }

    /** One that has shown this, and then exited. */
    UUID recorded(String text) throws IOException {
        UUID id = begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var taken =
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

    Replayed replay(UUID id) {
        return Replayed.of(play.caller(), id);
    }

    /** Why labd does not show it. */
    String refusal(UUID id) {
        return play.caller().get(Replayed.path(id)).problem().detail();
    }
}
