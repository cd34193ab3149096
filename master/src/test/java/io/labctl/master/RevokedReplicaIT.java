package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.master.SessionPlayers.Reading;
import io.labctl.master.ca.Profile;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A labd whose certificate is revoked while it passes a session on. */
@Tag("database")
@Timeout(120)
class RevokedReplicaIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @RegisterExtension static final RunningLabd ofCaller = new RunningLabd();

    private final RunningLabd ofAgent = ofCaller.another();

    @BeforeEach
    void start() {
        ofAgent.start();
    }

    @AfterEach
    void stop() {
        ofAgent.close();
    }

    @Test
    void passes_nothing_on_any_more() throws IOException {
        Identity agent = new Enrolment(ofCaller).identity("web01");
        var play = new SessionPlayers(ofCaller.admin(), ofAgent.client(agent), "web01");
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var typed = new SentFrames();
        var _ = play.callerWrites(id, output, typed);
        typed.send(Frame.number(FrameKind.FROM, 0));
        assertThat(input.next().kind()).as("all is well").isEqualTo(FrameKind.FROM);

        ofCaller.execute(
                "UPDATE certificate SET revoked_at = now() WHERE identity = '%s'"
                        .formatted(Profile.SERVER_IDENTITY));

        assertThatThrownBy(input::ends).isInstanceOf(IOException.class);
        // What is known of a certificate is known for a second; who came in that one is cut again.
        await().atMost(LONGEST)
                .untilAsserted(
                        () ->
                                assertThat(play.agent().get(SessionPlayers.input(id)).status())
                                        .isEqualTo(503));
        typed.end();
    }
}
