package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.FrameReader;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import io.labctl.catalog.work.WorkResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session between a caller and an agent, both played by the test. */
@Tag("database")
@Timeout(60)
class SessionsIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Frame HELLO = Frame.text(FrameKind.OUT, "hello\n");

    private static LabdClient agent;
    private static LabdClient other;
    private static LabdClient caller;

    @BeforeAll
    static void agentsJoin() {
        agent = labd.agent("web01");
        other = labd.agent("web02");
        caller = labd.admin();
    }

    @Test
    void what_the_command_writes_and_how_it_ends_reach_the_caller() throws IOException {
        UUID id = begin().id();
        FrameReader output = reads(caller, id, 0);
        received(id);
        FrameReader input = agentReads(id, 0);
        var written = new SentFrames();
        CompletableFuture<Integer> taken = agentWrites(id, written);

        written.send(Frame.number(FrameKind.FROM, 0)).send(HELLO);
        assertThat(next(output)).isEqualTo(Frame.number(FrameKind.FROM, 0));
        assertThat(next(output)).isEqualTo(HELLO);
        written.send(end(new WorkEnd.Exited(3)));

        assertThat(next(output).text()).isEqualTo("{\"state\":\"exited\",\"code\":3}");
        assertThat(ends(output)).isTrue();
        assertThat(ends(input)).isTrue();
        assertThat(taken.join()).isEqualTo(204);
        assertThat(view(id).end()).isEqualTo(new WorkEnd.Exited(3));
    }

    @Test
    void what_the_caller_types_reaches_the_command() throws IOException {
        UUID id = begin().id();
        FrameReader output = reads(caller, id, 0);
        received(id);
        FrameReader input = agentReads(id, 0);
        var typed = new SentFrames();
        CompletableFuture<Integer> taken = callerWrites(id, typed);
        var written = new SentFrames();
        var _ = agentWrites(id, written);

        typed.send(Frame.number(FrameKind.FROM, 0)).send(Frame.text(FrameKind.IN, "ls\n"));

        assertThat(next(input)).isEqualTo(Frame.number(FrameKind.FROM, 0));
        assertThat(next(input)).isEqualTo(Frame.text(FrameKind.IN, "ls\n"));
        written.send(end(new WorkEnd.Exited(0)));
        assertThat(next(output).kind()).isEqualTo(FrameKind.END);
        typed.end();
        assertThat(taken.join()).isEqualTo(204);
    }

    @Test
    void output_that_was_written_before_the_caller_came_is_not_lost() throws IOException {
        UUID id = begin().id();
        received(id);
        agentReads(id, 0);
        var written = new SentFrames();
        CompletableFuture<Integer> taken = agentWrites(id, written);
        written.send(HELLO).send(end(new WorkEnd.Exited(0)));
        assertThat(taken.join()).isEqualTo(204);

        FrameReader output = reads(caller, id, 0);

        assertThat(next(output)).isEqualTo(HELLO);
        assertThat(next(output).kind()).isEqualTo(FrameKind.END);
    }

    @Test
    void a_caller_that_does_not_read_holds_up_the_agent_and_then_gets_everything()
            throws IOException {
        int frames = 1024;
        UUID id = begin().id();
        FrameReader output = reads(caller, id, 0);
        received(id);
        agentReads(id, 0);
        var written = new SentFrames();
        var _ = agentWrites(id, written);
        var piece = new Frame(FrameKind.OUT, ByteBuffer.allocate(Frame.LARGEST));
        for (int i = 0; i < frames; i++) {
            written.send(piece);
        }
        written.send(end(new WorkEnd.Exited(0)));

        assertThat(untilItRests(written)).isLessThan(frames);
        for (int i = 0; i < frames; i++) {
            assertThat(next(output)).isEqualTo(piece);
        }
        assertThat(next(output).kind()).isEqualTo(FrameKind.END);
    }

    @Test
    void a_caller_that_comes_again_says_what_it_has_and_its_agent_is_called() throws IOException {
        UUID id = begin().id();
        HttpResponse<InputStream> first = caller.open(output(id, 0));
        received(id);
        FrameReader input = agentReads(id, 0);
        first.body().close();
        assertThat(ends(input)).isTrue();
        assertThat(agent.get("/agent/v1/sessions/%s/input".formatted(id)).status()).isEqualTo(404);

        FrameReader output = reads(caller, id, 11);
        WorkItem called = work();

        assertThat(called.action()).isEqualTo(new Action.Attach(id));
        tell(agent, called.id(), new WorkEnd.Done(null));
        agentReads(id, 11);
        var _ = agentWrites(id, new SentFrames(), HELLO, end(new WorkEnd.Exited(0)));
        assertThat(next(output)).isEqualTo(HELLO);
        assertThat(next(output).kind()).isEqualTo(FrameKind.END);
    }

    @Test
    void an_agent_that_comes_again_learns_what_the_caller_has() throws IOException {
        UUID id = begin().id();
        FrameReader output = reads(caller, id, 0);
        received(id);
        HttpResponse<InputStream> broken = agent.open(input(id));
        var _ = agentWrites(id, new SentFrames(), HELLO);
        assertThat(next(output)).isEqualTo(HELLO);
        broken.body().close();

        FrameReader again = agentReads(id, HELLO.length());
        var _ = agentWrites(id, new SentFrames(), end(new WorkEnd.Exited(0)));

        assertThat(next(output).kind()).isEqualTo(FrameKind.END);
        assertThat(ends(again)).isTrue();
    }

    @Test
    void an_end_that_is_told_as_a_result_reaches_the_caller_too() throws IOException {
        UUID id = begin().id();
        FrameReader output = reads(caller, id, 0);
        received(id);

        tell(agent, id, new WorkEnd.Failed("the agent was restarted"));

        assertThat(next(output).text())
                .isEqualTo("{\"state\":\"failed\",\"reason\":\"the agent was restarted\"}");
        assertThat(ends(output)).isTrue();
    }

    @Test
    void a_command_that_no_agent_comes_for_expires_and_its_caller_hears_of_it() throws IOException {
        SessionView begun = begin("web02", Duration.ofSeconds(1));

        FrameReader output = reads(caller, begun.id(), 0);

        assertThat(next(output).text()).isEqualTo("{\"state\":\"expired\"}");
        assertThat(agentReceipt(other, begun.id())).isEqualTo(409);
    }

    @Test
    void a_command_is_begun_only_by_the_agent_that_it_was_given_to() {
        UUID id = begin().id();

        assertThat(agentReceipt(agent, id)).isEqualTo(409);
        assertThat(work().id()).isEqualTo(id);
        assertThat(agentReceipt(other, id)).isEqualTo(409);
        assertThat(other.get(input(id)).status()).isEqualTo(404);
        assertThat(agentReceipt(agent, id)).isEqualTo(204);
        assertThat(agentReceipt(agent, id)).isEqualTo(204);
        tell(agent, id, new WorkEnd.Exited(0));
        assertThat(agentReceipt(agent, id)).isEqualTo(409);
    }

    @Test
    void a_command_that_is_to_end_is_ended_by_its_agent() {
        UUID id = begin().id();
        received(id);

        assertThat(caller.delete("/api/v1/sessions/" + id).status()).isEqualTo(204);

        WorkItem item = work();
        assertThat(item.action()).isEqualTo(new Action.Kill(id));
        tell(agent, item.id(), new WorkEnd.Done(null));
        tell(agent, id, new WorkEnd.Killed("by admin"));
        assertThat(view(id).end()).isEqualTo(new WorkEnd.Killed("by admin"));
    }

    @Test
    void a_command_that_nobody_has_fetched_is_ended_at_once() throws IOException {
        UUID id = begin("web02", SOON).id();
        FrameReader output = reads(caller, id, 0);

        caller.delete("/api/v1/sessions/" + id);

        assertThat(next(output).text()).contains("\"killed\"");
    }

    @Test
    void nobody_has_a_session_that_is_not_there_and_no_agent_is_a_caller() {
        String none = "/api/v1/sessions/" + new UUID(0, 1);

        assertThat(caller.get(none).problem().detail())
                .isEqualTo("you have no session 00000000-0000-0000-0000-000000000001");
        assertThat(caller.get("/api/v1/sessions/x").problem().detail())
                .isEqualTo("'x' is not a session's id");
        assertThat(agent.get(none + "/output").status()).isEqualTo(403);
        assertThat(
                        caller.get("/api/v1/sessions/%s/output?from=-1".formatted(new UUID(0, 1)))
                                .problem()
                                .field())
                .isEqualTo("from");
    }

    private static SessionView begin() {
        return begin("web01", SOON);
    }

    private static SessionView begin(String server, Duration within) {
        var command =
                new SessionCommand(List.of("cat"), true, null, null, null, new TreeMap<>(), null);
        return caller.post(
                        "/api/v1/servers/%s/sessions".formatted(server),
                        new SessionRequest(command, false, within))
                .as(SessionView.class);
    }

    private static SessionView view(UUID id) {
        return caller.get("/api/v1/sessions/" + id).as(SessionView.class);
    }

    private static WorkItem work() {
        return agent.get("/agent/v1/work?wait=20s").as(WorkItem.class);
    }

    /** The agent gets the command and says so. */
    private static void received(UUID id) {
        assertThat(work().id()).isEqualTo(id);
        assertThat(agentReceipt(agent, id)).isEqualTo(204);
    }

    private static int agentReceipt(LabdClient who, UUID id) {
        return who.put("/agent/v1/work/%s/receipt".formatted(id), new Object[0]).status();
    }

    private static void tell(LabdClient who, UUID id, WorkEnd end) {
        who.put("/agent/v1/work/%s/result".formatted(id), new WorkResult(end));
    }

    private static String input(UUID id) {
        return "/agent/v1/sessions/%s/input".formatted(id);
    }

    private static String output(UUID id, long from) {
        return "/api/v1/sessions/%s/output?from=%d".formatted(id, from);
    }

    private static FrameReader reads(LabdClient who, UUID id, long from) {
        HttpResponse<InputStream> answer = who.open(output(id, from));
        assertThat(answer.statusCode()).isEqualTo(200);
        return new FrameReader(answer.body());
    }

    private static FrameReader agentReads(UUID id, long from) {
        HttpResponse<InputStream> answer = agent.open(input(id));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Lab-From")).contains(Long.toString(from));
        return new FrameReader(answer.body());
    }

    private static CompletableFuture<Integer> agentWrites(
            UUID id, SentFrames written, Frame... frames) {
        CompletableFuture<Integer> taken =
                agent.bring("/agent/v1/sessions/%s/output".formatted(id), written);
        for (Frame each : frames) {
            written.send(each);
        }
        return taken;
    }

    private static CompletableFuture<Integer> callerWrites(UUID id, SentFrames frames) {
        return caller.bring("/api/v1/sessions/%s/input".formatted(id), frames);
    }

    private static Frame end(WorkEnd end) {
        return Frame.text(FrameKind.END, WireJson.mapper().writeValueAsString(end));
    }

    /** The next that is not only a sign of life. */
    private static Frame next(FrameReader reader) throws IOException {
        Frame frame = reader.next().orElseThrow();
        while (frame.kind() == FrameKind.ALIVE) {
            frame = reader.next().orElseThrow();
        }
        return frame;
    }

    /** Whether nothing more comes but signs of life. */
    private static boolean ends(FrameReader reader) throws IOException {
        Optional<Frame> frame = reader.next();
        while (frame.isPresent() && frame.get().kind() == FrameKind.ALIVE) {
            frame = reader.next();
        }
        return frame.isEmpty();
    }

    private static int untilItRests(SentFrames frames) {
        var before = new AtomicInteger();
        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                before.getAndSet(frames.taken()) == frames.taken()
                                        && frames.taken() > 0);
        return frames.taken();
    }
}
