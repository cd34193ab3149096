package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.exec.Interrupt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest extends WithLabd {
    private static final String ID = "session/" + FakeSession.ID;
    private static final String PATH = FakeSession.PATH + "/recording";
    private static final String HEAD =
            "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":0,\"command\":\"bash\"}\n";
    private static final String CAST =
            HEAD
                    + "[0.500,\"o\",\"$ \"]\n[0.600,\"r\",\"100x30\"]\n[10.500,\"o\",\"grün\\r\\n\"]\n";

    private final FakeTerminal terminal = FakeTerminal.of(80, 24);
    private final List<Duration> waited = new ArrayList<>();
    private Consumer<Interrupt> signal = _ -> {};

    @BeforeEach
    void time_flies() {
        operator.at(terminal)
                .lettingTimeFly(waited::add)
                .interruptedBy(
                        told -> {
                            signal = told;
                            return () -> signal = _ -> {};
                        });
    }

    @AfterEach
    void the_terminal_is_as_before() {
        assertThat(terminal.isRaw()).isFalse();
    }

    @Test
    void whoever_sits_at_a_terminal_that_is_recorded_is_told_so_once() {
        var session = FakeSession.recorded(labd);
        session.plays(FakeSession.Peer::breaksOff)
                .plays(caller -> caller.from(0).end(new WorkEnd.Exited(0)));

        var result = operator.types("exec", "-t", "server/web1", "top");

        assertThat(result.err())
                .containsOnlyOnce("labctl: what this terminal shows is recorded; keys are not\n");
        session.wentWell();
    }

    @Test
    void it_is_played_at_its_pace_and_the_terminal_set_back() {
        records(CAST, true);

        var result = operator.types("replay", ID);

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("$ grün\r\n\033[?").contains("\033[?25h", "\033[0m");
        assertThat(waited)
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofMillis(9900));
    }

    @ParameterizedTest
    @CsvSource({
        "--speed 2, 250 50 4950",
        "--idle-limit 2s, 500 100 2000",
        "--speed 0.5 --idle-limit 2s, 1000 200 4000"
    })
    void it_is_played_faster_or_without_its_pauses(String options, String millis) {
        records(CAST, true);

        operator.types(("replay " + ID + " " + options).split(" "));

        assertThat(waited)
                .containsExactlyElementsOf(
                        List.of(millis.split(" ")).stream()
                                .map(each -> Duration.ofMillis(Long.parseLong(each)))
                                .toList());
    }

    @Test
    void ctrl_c_leaves_it_and_the_terminal_is_set_back() {
        records(CAST, true);
        operator.lettingTimeFly(
                span -> {
                    if (span.toSeconds() > 5) {
                        signal.accept(Interrupt.INT);
                    }
                    return span.toSeconds() <= 5;
                });

        var result = operator.types("replay", ID);

        assertThat(result.exit()).isEqualTo(130);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("$ \033[?").doesNotContain("grün");
    }

    @Test
    void an_asciicast_is_written_as_it_is_whatever_reads_it() {
        records(CAST, true);
        operator.at(FakeTerminal.none());

        assertThat(operator.types("replay", ID, "-o", "cast"))
                .isEqualTo(new Operator.Result(0, CAST, ""));
        assertThat(waited).isEmpty();
    }

    @Test
    void control_sequences_go_to_a_terminal_alone() {
        operator.at(FakeTerminal.none());

        var result = operator.types("replay", ID);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .startsWith(
                        "labctl: standard output is no terminal: with -o cast the recording is");
        assertThat(labd.requests()).isEmpty();
    }

    @Test
    void one_of_a_session_that_runs_says_so_at_its_end() {
        records(CAST, false);

        assertThat(operator.types("replay", ID, "-o", "cast").err())
                .isEqualTo("labctl: the recording is not complete yet, it goes up to here\n");
    }

    @Test
    void a_terminal_that_is_too_small_is_told() {
        records(HEAD.replace("80", "132"), true);

        assertThat(operator.types("replay", ID).err())
                .isEqualTo(
                        "labctl: the recorded terminal has 132 columns and 24 rows, this one 80 and 24\n");
    }

    @Test
    void all_that_was_played_may_have_told_the_terminal_is_taken_back() {
        records(CAST, true);

        assertThat(operator.types("replay", ID).out())
                .contains("\033[>4m", "\033[<99u", "\033[=0u", "\033[0 q", "1005;", "1015;1016");
    }

    @Test
    void what_labd_refuses_is_told_in_its_words() {
        labd.refuses("GET " + PATH, 409, "conflict", "the recording is damaged");

        assertThat(operator.types("replay", ID))
                .isEqualTo(new Operator.Result(1, "", "labctl: the recording is damaged\n"));
    }

    @ParameterizedTest
    @CsvSource({"--speed 0", "--speed fast", "--speed 1000", "--idle-limit 2", "-o text"})
    void what_is_no_pace_is_refused(String options) {
        var result = operator.types(("replay " + ID + " " + options).split(" "));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(labd.requests()).isEmpty();
    }

    /** In frames that end anywhere. */
    private void records(String cast, boolean whole) {
        labd.lets(
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", Frame.MEDIA_TYPE);
                    exchange.sendResponseHeaders(200, 0);
                    send(exchange, Frame.empty(FrameKind.ALIVE));
                    int half = cast.length() / 2;
                    send(exchange, Frame.text(FrameKind.OUT, cast.substring(0, half)));
                    send(exchange, Frame.text(FrameKind.OUT, cast.substring(half)));
                    if (whole) {
                        send(
                                exchange,
                                Frame.text(FrameKind.END, "{\"state\":\"exited\",\"code\":0}"));
                    }
                    exchange.close();
                },
                PATH);
    }

    private static void send(HttpExchange exchange, Frame frame) throws IOException {
        exchange.getResponseBody().write(frame.bytes());
    }
}
