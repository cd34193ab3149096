package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.FrameReader;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import io.labctl.catalog.work.WorkResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The caller and the agent of sessions on one server, as a test plays them. */
record SessionPlayers(LabdClient caller, LabdClient agent, String server) {
    static final Frame HELLO = Frame.text(FrameKind.OUT, "hello\n");
    private static final Duration SOON = Duration.ofSeconds(20);

    static SessionPlayers of(RunningLabd labd, String server) {
        return new SessionPlayers(labd.admin(), labd.agent(server), server);
    }

    /** The same agent, which comes to another labd. */
    SessionPlayers withAgentAt(LabdClient other) {
        return new SessionPlayers(caller, other, server);
    }

    /** The same caller, who comes to another labd. */
    SessionPlayers withCallerAt(LabdClient other) {
        return new SessionPlayers(other, agent, server);
    }

    /** An answer that goes on. */
    record Reading(HttpResponse<InputStream> answer, FrameReader frames) implements AutoCloseable {
        static Reading of(HttpResponse<InputStream> answer) {
            assertThat(answer.statusCode()).isEqualTo(200);
            return new Reading(answer, new FrameReader(answer.body()));
        }

        /** From where on the agent is to send output. */
        long from() {
            return answer.headers().firstValueAsLong(SessionTerms.FROM).orElseThrow();
        }

        String turn() {
            return answer.headers().firstValue(SessionTerms.TURN).orElseThrow();
        }

        /** The next that is not only a sign of life. */
        Frame next() throws IOException {
            Frame frame = frames.next().orElseThrow();
            while (frame.kind() == FrameKind.ALIVE) {
                frame = frames.next().orElseThrow();
            }
            return frame;
        }

        /** Whether nothing more comes but signs of life. */
        boolean ends() throws IOException {
            var frame = frames.next();
            while (frame.isPresent() && frame.get().kind() == FrameKind.ALIVE) {
                frame = frames.next();
            }
            return frame.isEmpty();
        }

        /** Its client goes, without a word. */
        @Override
        public void close() throws IOException {
            answer.body().close();
        }
    }

    UUID begin() {
        return begin(false, SOON).as(SessionView.class).id();
    }

    UUID beginDetached() {
        return begin(true, SOON).as(SessionView.class).id();
    }

    LabdClient.Answer begin(boolean detached, Duration within) {
        var command =
                new SessionCommand(List.of("cat"), true, null, null, null, new TreeMap<>(), null);
        return asks(new SessionRequest(command, detached, within));
    }

    LabdClient.Answer asks(SessionRequest request) {
        return caller.post("/api/v1/servers/%s/sessions".formatted(server), request);
    }

    /** A run of the server's own catalog. */
    UUID beginRun() {
        var run = new RunRequest(false, List.of(), null, false);
        return asks(new SessionRequest(run, false, SOON)).as(SessionView.class).id();
    }

    /** A run of one module, which the agent has then. */
    UUID runs(String module) {
        LabdClient.Answer answer = asksForRun(module);
        UUID id = answer.as(SessionView.class).id();
        receives(id);
        return id;
    }

    LabdClient.Answer asksForRun(String module) {
        var run = new RunRequest(false, List.of(), new DnsLabel(module), false);
        return asks(new SessionRequest(run, false, SOON));
    }

    /** The agent asks for what it is to apply in this run. */
    LabdClient.Answer catalogOf(UUID work) {
        return agent.post(
                "/agent/v1/catalog",
                new CatalogRequest(
                        new Facts(Map.of()), null, "test", Duration.ofMinutes(30), work));
    }

    SessionView view(UUID id) {
        return caller.get("/api/v1/sessions/" + id).as(SessionView.class);
    }

    void kill(UUID id) {
        assertThat(caller.delete("/api/v1/sessions/" + id).status()).isEqualTo(204);
    }

    /** The next work that the agent gets. */
    WorkItem work() {
        return agent.get("/agent/v1/work?wait=20s").as(WorkItem.class);
    }

    /** The agent gets the command and says so. */
    void receives(UUID id) {
        assertThat(work().id()).isEqualTo(id);
        assertThat(receipt(id)).isEqualTo(204);
    }

    int receipt(UUID id) {
        return agent.put("/agent/v1/work/%s/receipt".formatted(id), new Object[0]).status();
    }

    /** The agent is called to a session, and answers that. */
    void isCalled(UUID id, WorkEnd answer) {
        WorkItem called = work();
        assertThat(called.action()).isEqualTo(new Action.Attach(id));
        tells(called.id(), answer);
    }

    void tells(UUID id, WorkEnd end) {
        agent.put("/agent/v1/work/%s/result".formatted(id), new WorkResult(end));
    }

    Reading callerReads(UUID id, long from) {
        return Reading.of(caller.open(output(id, from)));
    }

    static String output(UUID id, long from) {
        return "/api/v1/sessions/%s/output?from=%d".formatted(id, from);
    }

    CompletableFuture<Integer> callerWrites(UUID id, Reading reading, SentFrames frames) {
        return caller.bring("/api/v1/sessions/%s/input".formatted(id), reading.turn(), frames);
    }

    Reading agentReads(UUID id) {
        return Reading.of(agent.open(input(id)));
    }

    static String input(UUID id) {
        return "/agent/v1/sessions/%s/input".formatted(id);
    }

    CompletableFuture<Integer> agentWrites(UUID id, Reading reading, SentFrames written) {
        return agent.bring("/agent/v1/sessions/%s/output".formatted(id), reading.turn(), written);
    }

    static Frame end(WorkEnd end) {
        return Frame.text(FrameKind.END, WireJson.mapper().writeValueAsString(end));
    }
}
