package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.RecordingPage;
import io.labctl.catalog.api.RecordingPage.Extent;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.terminal.Interrupt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
            "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":0,\"command\":\"bash\"}";
    private static final List<String> CAST =
            List.of(
                    HEAD,
                    "[0.500,\"o\",\"$ \"]",
                    "[0.600,\"r\",\"100x30\"]",
                    "[10.500,\"o\",\"grün\\r\\n\"]");

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
        records(CAST, Extent.WHOLE);

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
        records(CAST, Extent.WHOLE);

        operator.types(("replay " + ID + " " + options).split(" "));

        assertThat(waited)
                .containsExactlyElementsOf(
                        List.of(millis.split(" ")).stream()
                                .map(each -> Duration.ofMillis(Long.parseLong(each)))
                                .toList());
    }

    @Test
    void ctrl_c_leaves_it_and_the_terminal_is_set_back() {
        records(CAST, Extent.WHOLE);
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
        records(CAST, Extent.WHOLE);
        operator.at(FakeTerminal.none());

        assertThat(operator.types("replay", ID, "-o", "cast"))
                .isEqualTo(new Operator.Result(0, written(CAST), ""));
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

    @ParameterizedTest
    @CsvSource({
        "SO_FAR, the recording is not complete yet; it goes up to here",
        "CUT, the recording was closed without the session's end: what came last may be missing"
    })
    void one_without_the_session_s_end_says_so_at_its_own(Extent extent, String said) {
        records(CAST, extent);
        String sentence = "labctl: %s\n".formatted(said.replace(';', ','));

        assertThat(operator.types("replay", ID, "-o", "cast"))
                .isEqualTo(new Operator.Result(0, written(CAST), sentence));
        assertThat(operator.types("replay", ID).err()).isEqualTo(sentence);
    }

    @Test
    void sentences_are_said_while_the_terminal_shows_them_as_they_are_meant() throws IOException {
        records(List.of(HEAD.replace("80", "132")), Extent.CUT);
        List<Boolean> raw = new ArrayList<>();
        var err =
                new OutputStream() {
                    @Override
                    public void write(int ignored) {
                        raw.add(terminal.isRaw());
                    }
                };

        operator.labctl(new StandardOutput(OutputStream.nullOutputStream(), () -> false), err)
                .run("replay", ID);

        assertThat(raw).isNotEmpty().containsOnly(false);
    }

    @Test
    void a_terminal_that_is_too_small_is_told() {
        records(List.of(HEAD.replace("80", "132")), Extent.WHOLE);

        assertThat(operator.types("replay", ID).err())
                .isEqualTo(
                        "labctl: the recorded terminal has 132 columns and 24 rows, this one 80 and 24\n");
    }

    @Test
    void it_is_asked_for_page_by_page_and_one_ahead_of_what_is_shown() {
        List<Integer> asked = new ArrayList<>();
        List<String> pages = List.of("1", "2-e282", "3", "4");
        records(List.of(HEAD), pages.getFirst());
        for (int i = 1; i < pages.size(); i++) {
            records(List.of("[%d.0,\"o\",\"%d\"]".formatted(i, i)), pages.get(i));
        }
        records(List.of("[9.0,\"o\",\"end\"]"), Extent.WHOLE);
        operator.lettingTimeFly(
                _ -> {
                    asked.add(labd.requests().size());
                    return true;
                });

        var result = operator.types("replay", ID);

        assertThat(result.out()).startsWith("123end");
        assertThat(labd.requests())
                .containsExactly(
                        "GET " + PATH,
                        "GET " + PATH + "?from=1",
                        "GET " + PATH + "?from=2-e282",
                        "GET " + PATH + "?from=3",
                        "GET " + PATH + "?from=4");
        assertThat(asked.getFirst()).as("before the first is shown").isLessThanOrEqualTo(3);
    }

    @Test
    void what_cannot_be_trusted_is_told_where_it_is_met_and_nothing_behind_it_is_shown() {
        records(CAST, "3");
        labd.refuses("GET " + PATH, 409, "conflict", "the recording is damaged: piece 3");

        var result = operator.types("replay", ID);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("labctl: the recording is damaged: piece 3\n");
        assertThat(result.out()).startsWith("$ grün\r\n\033[?");
    }

    @Test
    void no_asciicast_is_written_of_which_something_cannot_be_trusted() {
        records(CAST, "3");
        labd.refuses("GET " + PATH, 409, "conflict", "the recording is damaged: piece 3");

        assertThat(operator.types("replay", ID, "-o", "cast"))
                .isEqualTo(
                        new Operator.Result(1, "", "labctl: the recording is damaged: piece 3\n"));
    }

    @ParameterizedTest
    @CsvSource({"'q', 0", "'\003', 130", "'\033[99;5u', 130"})
    void a_key_leaves_it_in_the_middle_of_a_pause(String key, int exit) throws IOException {
        records(List.of(HEAD, "[0.0,\"o\",\"$ \"]", "[9000.0,\"o\",\"late\"]"), Extent.WHOLE);
        var typed = new ByteArrayInputStream(key.getBytes(StandardCharsets.UTF_8));

        var result = Operator.of(home, labd, CA).at(terminal).typing(typed).types("replay", ID);

        assertThat(result.exit()).isEqualTo(exit);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).doesNotContain("late");
    }

    @Test
    void all_that_was_played_may_have_told_the_terminal_is_taken_back() {
        records(CAST, Extent.WHOLE);

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

    private void records(List<String> lines, Extent extent) {
        labd.answers("GET " + PATH, new RecordingPage(lines, null, extent));
    }

    private void records(List<String> lines, String next) {
        labd.answers("GET " + PATH, new RecordingPage(lines, next, null));
    }

    private static String written(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
