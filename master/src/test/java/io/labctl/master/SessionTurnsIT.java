package io.labctl.master;

import static io.labctl.master.SessionPlayers.HELLO;
import static io.labctl.master.SessionPlayers.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is brought belongs to what is read; who is gone is not waited for. */
@Tag("database")
@Timeout(120)
class SessionTurnsIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private static int servers;

    private SessionPlayers play;

    @BeforeEach
    void an_agent_joins() {
        play = SessionPlayers.of(labd, "web" + servers++);
    }

    @Test
    void what_belongs_to_nothing_that_is_read_is_refused_at_once() throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        String earlier = play.agentReads(id).turn();
        Reading input = play.agentReads(id);
        String ofAgent = "/agent/v1/sessions/%s/output".formatted(id);
        String ofCaller = "/api/v1/sessions/%s/input".formatted(id);

        assertThat(firstLine(play.agent(), ofAgent)).isEqualTo("HTTP/1.1 409 Conflict");
        assertThat(firstLine(play.agent(), ofAgent, earlier)).isEqualTo("HTTP/1.1 409 Conflict");
        assertThat(firstLine(play.caller(), ofCaller)).isEqualTo("HTTP/1.1 409 Conflict");
        assertThat(firstLine(play.caller(), ofCaller, input.turn()))
                .isEqualTo("HTTP/1.1 409 Conflict");
        assertThat(firstLine(play.agent(), ofAgent, "x")).isEqualTo("HTTP/1.1 400 Bad Request");

        var written = new SentFrames();
        var _ = play.agentWrites(id, input, written.send(HELLO));
        assertThat(output.next()).isEqualTo(HELLO);
        assertThat(firstLine(play.agent(), ofAgent, input.turn()))
                .as("a second one of the same turn")
                .isEqualTo("HTTP/1.1 409 Conflict");
        written.send(end(new WorkEnd.Exited(0)));
        assertThat(output.next()).isEqualTo(end(new WorkEnd.Exited(0)));
    }

    @Test
    void one_that_is_refused_and_goes_on_loses_its_connection() throws IOException {
        UUID id = play.begin();
        var _ = play.callerReads(id, 0);
        play.receives(id);

        try (var raw = new RawConnection(play.agent(), labd.port())) {
            raw.asks(head("/agent/v1/sessions/%s/output".formatted(id)));

            assertThat(raw.hears()).startsWith("HTTP/1.1 409 ").contains("Lab-Turn");
        }
    }

    @Test
    void a_caller_whose_input_breaks_off_is_gone() throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);

        try (var raw = new RawConnection(play.caller(), labd.port())) {
            raw.asks(head("/api/v1/sessions/%s/input".formatted(id), output.turn()));
            raw.says("5\r\n\u0012\0\0\0\0\r\n");
            assertThat(raw.hearsLineWithin(Duration.ofMillis(300))).isEmpty();
        }

        assertThat(output.ends()).isTrue();
        assertThat(input.ends()).isTrue();
    }

    @Test
    void a_caller_who_has_nothing_more_to_type_reads_on() throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var typed = new SentFrames();
        CompletableFuture<Integer> taken = play.callerWrites(id, output, typed);
        typed.end();
        assertThat(taken.join()).isEqualTo(204);

        var _ =
                play.agentWrites(
                        id, input, new SentFrames().send(HELLO).send(end(new WorkEnd.Exited(0))));

        assertThat(output.next()).isEqualTo(HELLO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agent/v1/sessions/%s/input", "/api/v1/sessions/%s/output"})
    void a_row_of_frames_is_nothing_for_a_head(String path) {
        LabdClient who = path.startsWith("/agent") ? play.agent() : play.caller();

        var answer =
                who.send(
                        who.request(path.formatted(new UUID(0, 1)))
                                .method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
    }

    private static String firstLine(LabdClient who, String path, String... turn)
            throws IOException {
        try (var raw = new RawConnection(who, labd.port())) {
            return raw.asks(head(path, turn)).hearsLine();
        }
    }

    /** Of a request whose body goes on. */
    private static String[] head(String path, String... turn) {
        return Stream.concat(
                        Stream.of(
                                "POST %s HTTP/1.1".formatted(path),
                                "Host: x",
                                "Content-Type: " + Frame.MEDIA_TYPE,
                                "Transfer-Encoding: chunked"),
                        Stream.of(turn).map(each -> SessionTerms.TURN + ": " + each))
                .toArray(String[]::new);
    }
}
