package io.labctl.master;

import static io.labctl.master.SessionPlayers.HELLO;
import static io.labctl.master.SessionPlayers.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What passes between a caller and an agent, both played by the test. */
@Tag("database")
@Timeout(120)
class SessionsIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private static int servers;

    private SessionPlayers play;

    @BeforeEach
    void an_agent_joins() {
        play = SessionPlayers.of(labd, "web" + servers++);
    }

    @Test
    void what_the_command_writes_and_how_it_ends_reach_the_caller() throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var written = new SentFrames();
        CompletableFuture<Integer> taken = play.agentWrites(id, input, written);

        written.send(Frame.number(FrameKind.FROM, 0)).send(HELLO);
        assertThat(output.next()).isEqualTo(Frame.number(FrameKind.FROM, 0));
        assertThat(output.next()).isEqualTo(HELLO);
        written.send(end(new WorkEnd.Exited(3)));

        assertThat(output.next().text()).isEqualTo("{\"state\":\"exited\",\"code\":3}");
        assertThat(output.ends()).isTrue();
        assertThat(input.ends()).isTrue();
        assertThat(taken.join()).isEqualTo(204);
        assertThat(play.view(id).end()).isEqualTo(new WorkEnd.Exited(3));
    }

    @Test
    void what_the_caller_types_reaches_the_command() throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var typed = new SentFrames();
        CompletableFuture<Integer> taken = play.callerWrites(id, output, typed);
        var written = new SentFrames();
        var _ = play.agentWrites(id, input, written);

        typed.send(Frame.number(FrameKind.FROM, 0)).send(Frame.text(FrameKind.IN, "ls\n"));

        assertThat(input.next()).isEqualTo(Frame.number(FrameKind.FROM, 0));
        assertThat(input.next()).isEqualTo(Frame.text(FrameKind.IN, "ls\n"));
        written.send(end(new WorkEnd.Exited(0)));
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
        typed.end();
        assertThat(taken.join()).isEqualTo(204);
    }

    @Test
    void output_that_was_written_before_the_caller_came_is_not_lost() throws IOException {
        UUID id = play.begin();
        play.receives(id);
        var written = new SentFrames();
        CompletableFuture<Integer> taken = play.agentWrites(id, play.agentReads(id), written);
        written.send(HELLO).send(end(new WorkEnd.Exited(0)));
        assertThat(taken.join()).isEqualTo(204);

        Reading output = play.callerReads(id, 0);

        assertThat(output.next()).isEqualTo(HELLO);
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
        var typed = new SentFrames();
        CompletableFuture<Integer> late = play.callerWrites(id, output, typed);
        typed.end();
        assertThat(late.join()).as("nobody is bothered with what comes too late").isEqualTo(204);
    }

    @Test
    void a_caller_that_does_not_read_holds_up_the_agent_and_then_gets_everything()
            throws IOException {
        int frames = 1024;
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var written = new SentFrames();
        var _ = play.agentWrites(id, play.agentReads(id), written);
        var piece = Frame.of(FrameKind.OUT, ByteBuffer.allocate(Frame.LARGEST));
        for (int i = 0; i < frames; i++) {
            written.send(piece);
        }
        written.send(end(new WorkEnd.Exited(0)));

        assertThat(written.untilItRests()).isLessThan(frames);
        for (int i = 0; i < frames; i++) {
            assertThat(output.next()).isEqualTo(piece);
        }
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
    }

    @Test
    void a_caller_that_waits_for_room_at_an_agent_goes_on_when_that_has_gone() throws IOException {
        int frames = 1024;
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var typed = new SentFrames();
        var _ = play.callerWrites(id, output, typed);
        var piece = Frame.of(FrameKind.IN, ByteBuffer.allocate(Frame.LARGEST));
        typed.send(Frame.number(FrameKind.FROM, 0));
        for (int i = 1; i < frames; i++) {
            typed.send(piece);
        }
        assertThat(typed.untilItRests()).isLessThan(frames);

        input.close();

        await().atMost(Duration.ofSeconds(30)).until(() -> typed.taken() == frames);
        play.kill(id);
    }

    @Test
    void a_caller_that_comes_again_says_what_it_has_and_its_agent_is_called() throws IOException {
        UUID id = play.begin();
        Reading first = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        first.close();
        assertThat(input.ends()).isTrue();
        assertThat(play.agent().get(SessionPlayers.input(id)).status()).isEqualTo(404);

        Reading output = play.callerReads(id, 11);
        play.isCalled(id, new WorkEnd.Done(null));

        Reading again = play.agentReads(id);
        assertThat(again.from()).isEqualTo(11);
        var _ =
                play.agentWrites(
                        id, again, new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(0))));
        assertThat(output.next()).isEqualTo(HELLO);
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
    }

    @Test
    void an_agent_that_comes_again_learns_what_the_caller_has() throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading broken = play.agentReads(id);
        var _ = play.agentWrites(id, broken, new SentFrames().send(HELLO));
        assertThat(output.next()).isEqualTo(HELLO);
        broken.close();

        Reading again = play.agentReads(id);
        var _ = play.agentWrites(id, again, new SentFrames().send(end(new WorkEnd.Exited(0))));

        assertThat(again.from()).isEqualTo(HELLO.length());
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
        assertThat(again.ends()).isTrue();
    }

    @Test
    void a_session_that_has_ended_is_read_once_more_from_its_agent() throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        var _ =
                play.agentWrites(
                        id,
                        play.agentReads(id),
                        new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(4))));
        assertThat(output.next()).isEqualTo(HELLO);
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);

        Reading once = play.callerReads(id, 0);
        play.isCalled(id, new WorkEnd.Done(null));
        CompletableFuture<Integer> taken =
                play.agentWrites(
                        id,
                        play.agentReads(id),
                        new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(4))));

        assertThat(once.next()).isEqualTo(HELLO);
        assertThat(once.next().text()).contains("\"code\":4");
        assertThat(taken.join()).isEqualTo(204);
    }
}
