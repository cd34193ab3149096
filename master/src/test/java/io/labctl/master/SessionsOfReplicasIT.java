package io.labctl.master;

import static io.labctl.master.SessionPlayers.HELLO;
import static io.labctl.master.SessionPlayers.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A caller and an agent that come to different labds over one database. */
@Tag("database")
@Timeout(180)
class SessionsOfReplicasIT {
    @RegisterExtension static final RunningLabd one = new RunningLabd();

    private static final RunningLabd other = one.another();

    private static int servers;

    /** Caller and agent at the same labd. */
    private SessionPlayers here;

    /** The caller there, the agent at the other. */
    private SessionPlayers apart;

    private LabdClient callerAtOther;

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
        String server = "web" + servers++;
        Identity agent = new Enrolment(one).identity(server);
        here = new SessionPlayers(one.admin(), one.client(agent), server);
        apart = here.withAgentAt(other.client(agent));
        callerAtOther = other.client(one.adminIdentity());
    }

    @Test
    void all_that_passes_between_them_passes_from_one_labd_to_the_other() throws IOException {
        UUID id = apart.begin();
        Reading output = apart.callerReads(id, 0);
        apart.receives(id);
        Reading input = apart.agentReads(id);
        var typed = new SentFrames();
        CompletableFuture<Integer> typedWell = apart.callerWrites(id, output, typed);
        var written = new SentFrames();
        CompletableFuture<Integer> writtenWell = apart.agentWrites(id, input, written);

        assertThat(input.from()).isZero();
        written.send(Frame.number(FrameKind.FROM, 0));
        assertThat(output.next()).isEqualTo(Frame.number(FrameKind.FROM, 0));
        typed.send(Frame.number(FrameKind.FROM, 0)).send(Frame.text(FrameKind.IN, "ls\n"));
        typed.send(Frame.empty(FrameKind.IN_END));
        assertThat(input.next()).isEqualTo(Frame.number(FrameKind.FROM, 0));
        assertThat(input.next()).isEqualTo(Frame.text(FrameKind.IN, "ls\n"));
        assertThat(input.next()).isEqualTo(Frame.empty(FrameKind.IN_END));
        var error = Frame.text(FrameKind.ERR, "oh\n");
        written.send(HELLO).send(error).send(end(new WorkEnd.Exited(3)));

        assertThat(output.next()).isEqualTo(HELLO);
        assertThat(output.next()).isEqualTo(error);
        assertThat(output.next().text()).isEqualTo("{\"state\":\"exited\",\"code\":3}");
        assertThat(output.ends()).isTrue();
        assertThat(input.ends()).isTrue();
        typed.end();
        assertThat(writtenWell.join()).isEqualTo(204);
        assertThat(typedWell.join()).isEqualTo(204);
        assertThat(apart.view(id).end()).isEqualTo(new WorkEnd.Exited(3));
        assertThat(apart.view(id).bytesOut()).isEqualTo(HELLO.content().remaining() + 3L);
    }

    @Test
    void much_passes_both_ways_at_once_bit_for_bit() throws IOException {
        int frames = (64 << 20) / Frame.LARGEST;
        int ahead = 16;
        UUID id = apart.begin();
        Reading output = apart.callerReads(id, 0);
        apart.receives(id);
        Reading input = apart.agentReads(id);
        var typed = new SentFrames();
        var _ = apart.callerWrites(id, output, typed);
        var written = new SentFrames();
        CompletableFuture<Integer> taken = apart.agentWrites(id, input, written);
        typed.send(Frame.number(FrameKind.FROM, 0));
        assertThat(input.next().kind()).isEqualTo(FrameKind.FROM);

        for (int i = 0; i < frames + ahead; i++) {
            if (i < frames) {
                written.send(piece(FrameKind.OUT, i));
                typed.send(piece(FrameKind.IN, -i));
            }
            if (i >= ahead) {
                assertThat(output.next()).isEqualTo(piece(FrameKind.OUT, i - ahead));
                assertThat(input.next()).isEqualTo(piece(FrameKind.IN, ahead - i));
            }
        }

        written.send(end(new WorkEnd.Exited(0)));
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
        assertThat(taken.join()).isEqualTo(204);
        typed.end();
    }

    @Test
    void who_does_not_read_holds_up_who_writes_at_the_other() throws IOException {
        int frames = 2048;
        UUID id = apart.begin();
        Reading output = apart.callerReads(id, 0);
        apart.receives(id);
        Reading input = apart.agentReads(id);
        var written = new SentFrames();
        var _ = apart.agentWrites(id, input, written);
        var typed = new SentFrames();
        var _ = apart.callerWrites(id, output, typed);
        typed.send(Frame.number(FrameKind.FROM, 0));
        for (int i = 0; i < frames; i++) {
            written.send(piece(FrameKind.OUT, i));
            typed.send(piece(FrameKind.IN, i));
        }
        written.send(end(new WorkEnd.Exited(0)));

        assertThat(written.untilItRests()).isLessThan(frames);
        assertThat(typed.untilItRests()).isLessThan(frames);

        assertThat(input.next().kind()).isEqualTo(FrameKind.FROM);
        for (int i = 0; i < frames; i++) {
            assertThat(input.next()).isEqualTo(piece(FrameKind.IN, i));
            assertThat(output.next()).isEqualTo(piece(FrameKind.OUT, i));
        }
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
        typed.end();
    }

    @Test
    void input_that_is_brought_to_the_other_labd_reaches_the_command() throws IOException {
        UUID id = here.begin();
        Reading output = here.callerReads(id, 0);
        here.receives(id);
        Reading input = here.agentReads(id);
        var typed = new SentFrames();
        SessionPlayers elsewhere = here.withCallerAt(callerAtOther);
        CompletableFuture<Integer> taken = elsewhere.callerWrites(id, output, typed);

        typed.send(Frame.number(FrameKind.FROM, 0)).send(Frame.text(FrameKind.IN, "ls\n"));

        assertThat(input.next()).isEqualTo(Frame.number(FrameKind.FROM, 0));
        assertThat(input.next()).isEqualTo(Frame.text(FrameKind.IN, "ls\n"));
        typed.end();
        assertThat(taken.join()).isEqualTo(204);
        var late = new SentFrames();
        late.end(); // Java's client tells of no refusal while a body is being sent
        assertThat(elsewhere.callerWrites(id, output, late).join())
                .as("a second one of the same turn")
                .isEqualTo(409);
        here.kill(id);
    }

    @Test
    void output_that_is_brought_to_another_labd_than_input_is_read_at_reaches_the_caller()
            throws IOException {
        UUID id = here.begin();
        Reading output = here.callerReads(id, 0);
        here.receives(id);
        Reading input = here.agentReads(id);

        CompletableFuture<Integer> taken =
                apart.agentWrites(
                        id, input, new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(0))));

        assertThat(output.next()).isEqualTo(HELLO);
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
        assertThat(taken.join()).isEqualTo(204);
    }

    @Test
    void output_without_an_end_is_refused_there_too() throws IOException {
        UUID id = apart.begin();
        Reading output = apart.callerReads(id, 0);
        apart.receives(id);
        var written = new SentFrames().send(HELLO);
        CompletableFuture<Integer> taken = apart.agentWrites(id, apart.agentReads(id), written);
        assertThat(output.next()).isEqualTo(HELLO);

        written.end();

        assertThat(taken.join()).isEqualTo(409);
        Reading again = apart.agentReads(id);
        assertThat(again.from()).isEqualTo(HELLO.length());
        var _ = apart.agentWrites(id, again, new SentFrames().send(end(new WorkEnd.Exited(0))));
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
    }

    @Test
    void a_session_begun_at_one_labd_is_read_at_the_other() throws IOException {
        UUID id = here.begin();
        here.receives(id);
        Reading first = here.agentReads(id);
        var _ = here.agentWrites(id, first, new SentFrames().send(HELLO));

        Reading output = here.withCallerAt(callerAtOther).callerReads(id, 0);

        assertThat(first.ends()).isTrue();
        Reading again = here.agentReads(id);
        assertThat(again.from()).isZero();
        var _ =
                here.agentWrites(
                        id, again, new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(0))));
        assertThat(output.next()).isEqualTo(HELLO);
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
    }

    @Test
    void a_caller_who_comes_again_to_the_other_labd_takes_the_session_there() throws IOException {
        UUID id = here.begin();
        Reading first = here.callerReads(id, 0);
        here.receives(id);
        Reading input = here.agentReads(id);
        var _ = here.agentWrites(id, input, new SentFrames().send(HELLO));
        assertThat(first.next()).isEqualTo(HELLO);

        Reading output = here.withCallerAt(callerAtOther).callerReads(id, HELLO.length());

        assertThat(first.ends()).isTrue();
        assertThat(input.ends()).isTrue();
        for (SessionPlayers wherever : new SessionPlayers[] {here, apart}) {
            Reading again = wherever.agentReads(id);
            assertThat(again.from()).isEqualTo(HELLO.length());
        }
        Reading last = here.agentReads(id);
        var _ = here.agentWrites(id, last, new SentFrames().send(end(new WorkEnd.Exited(0))));
        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
    }

    @Test
    void an_agent_hears_from_the_other_labd_that_nobody_is_there_or_that_all_is_over()
            throws IOException {
        UUID id = apart.begin();
        Reading output = apart.callerReads(id, 0);
        apart.receives(id);
        Reading input = apart.agentReads(id);

        output.close();

        assertThat(input.ends()).isTrue();
        assertThat(apart.agent().get(SessionPlayers.input(id)).status()).isEqualTo(404);
        apart.tells(id, new WorkEnd.Exited(0));
        assertThat(apart.agent().get(SessionPlayers.input(id)).status()).isEqualTo(410);
    }

    @Test
    void an_agent_whose_connection_breaks_comes_again_to_the_caller() throws IOException {
        UUID id = apart.begin();
        Reading output = apart.callerReads(id, 0);
        apart.receives(id);
        Reading broken = apart.agentReads(id);
        var _ = apart.agentWrites(id, broken, new SentFrames().send(HELLO));
        assertThat(output.next()).isEqualTo(HELLO);
        broken.close();

        for (SessionPlayers wherever : Stream.of(here, apart).toList()) {
            assertThat(wherever.agentReads(id).from()).isEqualTo(HELLO.length());
        }
        Reading again = apart.agentReads(id);
        var _ = apart.agentWrites(id, again, new SentFrames().send(end(new WorkEnd.Exited(0))));

        assertThat(output.next().kind()).isEqualTo(FrameKind.END);
    }

    private static Frame piece(FrameKind kind, int number) {
        var content = ByteBuffer.allocate(Frame.LARGEST);
        for (int at = 0; at < Frame.LARGEST; at += Integer.BYTES) {
            content.putInt(number * 31 + at);
        }
        return Frame.of(kind, content.flip());
    }
}
