package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.master.SessionPlayers.Reading;
import io.labctl.master.site.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A labd that is there and says nothing, as behind a network that drops everything. */
@Tag("database")
@Timeout(240)
class SilentReplicaIT {
    private final FakeClock clock = new FakeClock(Clock.systemUTC().instant());

    @RegisterExtension final RunningLabd ofAgent = new RunningLabd(clock);

    @TempDir private Path folder;

    @BeforeEach
    void start() {
        ofAgent.start();
    }

    @AfterEach
    void stop() {
        ofAgent.close();
    }

    @Test
    void is_given_up_and_the_agent_asks_again() throws Exception {
        Identity agent = new Enrolment(ofAgent).identity("web01");
        String key = ofAgent.data().resolve("ca.key").toString();
        try (var ofCaller =
                LabdProcess.on(
                        ofAgent.database(),
                        folder.resolve("a"),
                        folder,
                        Map.of("LABD_CA_KEY_FILE", key))) {
            ofCaller.ready();
            var play = new SessionPlayers(ofCaller.admin(), ofAgent.client(agent), "web01");
            UUID id = play.begin();
            Reading output = play.callerReads(id, 0);
            play.receives(id);
            Reading input = play.agentReads(id);
            var typed = new SentFrames();
            var _ = play.callerWrites(id, output, typed);
            typed.send(Frame.number(FrameKind.FROM, 0));
            assertThat(input.next().kind()).as("all is well").isEqualTo(FrameKind.FROM);
            try {
                signal(ofCaller, "STOP");

                clock.advance(SessionTerms.DEAD_AFTER.multipliedBy(2));

                assertThatThrownBy(input::ends).isInstanceOf(IOException.class);
            } finally {
                signal(ofCaller, "CONT");
            }
        }
    }

    private static void signal(LabdProcess labd, String name) throws Exception {
        int code =
                new ProcessBuilder("kill", "-" + name, Long.toString(labd.pid())).start().waitFor();
        assertThat(code).isZero();
    }
}
