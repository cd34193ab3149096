package io.labctl.master;

import static io.labctl.master.SessionPlayers.HELLO;
import static io.labctl.master.SessionPlayers.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import io.labctl.master.database.EmptyDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One of two labds is killed in the middle of a session that passes through both. */
@Tag("database")
@Timeout(240)
class SessionsOfKilledReplicasIT {
    private static final Duration PROMISED = Duration.ofSeconds(5);

    @RegisterExtension final EmptyDatabase shared = new EmptyDatabase();

    @TempDir private Path folder;

    private LabdProcess ofCaller;
    private LabdProcess ofAgent;
    private Identity person;
    private Identity agent;
    private SessionPlayers play;

    @BeforeEach
    void a_caller_and_an_agent_come_to_different_labds() throws Exception {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        var environment = Map.of("LABD_CA_KEY", Base64.getEncoder().encodeToString(key));
        ofCaller = LabdProcess.on(shared.config(), folder.resolve("a"), folder, environment);
        ofCaller.ready();
        ofAgent = LabdProcess.on(shared.config(), folder.resolve("b"), folder, environment);
        ofAgent.ready();
        person = ofCaller.adminIdentity();
        agent = new Enrolment(ofCaller.admin(), ofCaller.client(null)).identity("web01");
        play = new SessionPlayers(ofCaller.client(person), ofAgent.client(agent), "web01");
    }

    @AfterEach
    void they_end() {
        ofCaller.close();
        ofAgent.close();
    }

    @Test
    void without_the_agents_the_agent_comes_to_the_callers_and_goes_on() throws Exception {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var _ = play.agentWrites(id, input, new SentFrames().send(HELLO));
        assertThat(output.next()).isEqualTo(HELLO);

        ofAgent.kill();

        SessionPlayers left = play.withAgentAt(ofCaller.client(agent));
        Reading again = left.agentReads(id);
        assertThat(again.from()).as("nothing is lost or comes twice").isEqualTo(HELLO.length());
        Frame more = Frame.text(FrameKind.OUT, "world\n");
        var _ =
                left.agentWrites(
                        id, again, new SentFrames().send(more).send(end(new WorkEnd.Exited(0))));
        assertThat(output.next()).isEqualTo(more);
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
    }

    @Test
    void without_the_callers_both_hear_so_and_meet_again_at_the_other() throws Exception {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var _ = play.agentWrites(id, input, new SentFrames().send(HELLO));
        assertThat(output.next()).isEqualTo(HELLO);

        ofCaller.kill();

        assertThatThrownBy(output::next).isInstanceOf(IOException.class);
        assertThatThrownBy(input::next).isInstanceOf(IOException.class);
        LabdClient.Answer answer = play.agent().get(SessionPlayers.input(id));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After"))
                .as("seconds, for the caller comes in a moment")
                .hasValue(1);
        SessionPlayers left = play.withCallerAt(ofAgent.client(person));
        Reading rest = left.callerReads(id, HELLO.length());
        Reading again = left.agentReads(id);
        assertThat(again.from()).isEqualTo(HELLO.length());
        var _ = left.agentWrites(id, again, new SentFrames().send(end(new WorkEnd.Exited(0))));
        assertThat(rest.next().kind()).isEqualTo(FrameKind.END);
    }

    @Test
    void of_a_labd_that_is_long_gone_nothing_is_expected() throws Exception {
        UUID id = play.begin();
        var _ = play.callerReads(id, 0);
        play.receives(id);

        ofCaller.kill();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> play.agent().get(SessionPlayers.input(id)).status() == 404);
    }

    @Test
    void new_sessions_work_at_once() throws Exception {
        ofCaller.kill();
        SessionPlayers left = play.withCallerAt(ofAgent.client(person));

        await().atMost(PROMISED).until(() -> takesPlace(left));
    }

    @Test
    void one_that_stops_lets_both_meet_again_at_the_other() throws Exception {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);

        ofCaller.terminate();

        assertThat(output.ends()).isTrue();
        assertThat(input.ends()).isTrue();
        assertThat(play.agent().get(SessionPlayers.input(id)).status()).isIn(404, 503);
        SessionPlayers left = play.withCallerAt(ofAgent.client(person));
        Reading rest = left.callerReads(id, 0);
        var _ =
                left.agentWrites(
                        id,
                        left.agentReads(id),
                        new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(0))));
        assertThat(rest.next()).isEqualTo(HELLO);
        assertThat(ofCaller.exitCode(Duration.ofSeconds(20))).isZero();
    }

    private static boolean takesPlace(SessionPlayers left) throws IOException {
        UUID id = left.begin();
        Reading output = left.callerReads(id, 0);
        left.receives(id);
        var _ =
                left.agentWrites(
                        id, left.agentReads(id), new SentFrames().send(end(new WorkEnd.Exited(0))));
        return output.next().kind() == FrameKind.END;
    }
}
