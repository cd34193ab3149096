package io.labctl.master;

import static io.labctl.master.SessionPlayers.HELLO;
import static io.labctl.master.SessionPlayers.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a caller hears while the agent of his command is away. */
@Tag("database")
@Timeout(120)
class SessionAwayIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    @Test
    void he_is_told_that_it_is_away_before_its_lease_is_over_and_hears_it_when_it_is_back()
            throws Exception {
        SessionPlayers play = SessionPlayers.of(labd, "web1");
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var written = new SentFrames();
        try (Reading input = play.agentReads(id)) {
            var _ = play.agentWrites(id, input, written);
            written.send(HELLO);
            assertThat(output.next()).isEqualTo(HELLO);
        }
        written.end();

        Frame away = output.next();

        assertThat(away.kind()).isEqualTo(FrameKind.AWAY);
        assertThat(Duration.ofMillis(away.number()))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
        Reading back = play.agentReads(id);
        var _ =
                play.agentWrites(
                        id,
                        back,
                        new SentFrames()
                                .send(Frame.number(FrameKind.FROM, 0))
                                .send(end(new WorkEnd.Exited(0))));
        assertThat(output.next()).isEqualTo(Frame.number(FrameKind.FROM, 0));
        assertThat(output.next()).isEqualTo(end(new WorkEnd.Exited(0)));
    }
}
