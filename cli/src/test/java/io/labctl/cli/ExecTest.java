package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecTest extends WithLabd {
    private FakeSession session;

    @BeforeEach
    void startSession() {
        session = new FakeSession(labd);
    }

    @AfterEach
    void allWentAsTheScriptsSay() {
        session.wentWell();
    }

    @Test
    void a_commands_output_errors_and_exit_code_are_those_of_labctl() {
        session.plays(
                caller -> {
                    caller.from(0).out("one\n").err("careful\n").out("two");
                    caller.end(new WorkEnd.Exited(3));
                });

        var result = operator.types("exec", "server/web1", "--", "ls", "-l");

        assertThat(result).isEqualTo(new Operator.Result(3, "one\ntwo", "careful\n"));
    }

    @Test
    void bytes_pass_as_they_are() {
        var bytes = new byte[Frame.LARGEST];
        new Random(1).nextBytes(bytes);
        session.plays(
                caller -> {
                    caller.from(0).says(FakeSession.piece(FrameKind.OUT, bytes));
                    caller.end(new WorkEnd.Exited(0));
                });
        var out = new ByteArrayOutputStream();

        operator.types(new StandardOutput(out, () -> false), "exec", "server/web1", "cat", "x");

        assertThat(out.toByteArray()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec server/web1 -- grep -i --timeout=1s -- x",
                "exec server/web1 grep -i --timeout=1s -- x",
                "exec server web1 grep -i --timeout=1s -- x",
                "exec --wait 30s server web1 -- grep -i --timeout=1s -- x",
                "--context lab exec server --wait=30s web1 --context lab grep -i --timeout=1s -- x",
            })
    void what_stands_behind_the_first_word_of_the_command_is_its_own(String line) {
        endsWith(new WorkEnd.Exited(0));

        var result = operator.types(line.split(" "));

        assertThat(result).isEqualTo(new Operator.Result(0, "", ""));
        assertThat(labd.lastBody())
                .isEqualTo(
                        "{\"task\":{\"kind\":\"command\",\"argv\":[\"grep\",\"-i\",\"--timeout=1s\",\"--\",\"x\"],\"input\":false,\"environment\":{}},\"detached\":false,\"within\":\"PT30S\"}");
    }

    @Test
    void options_say_how_it_is_run() {
        endsWith(new WorkEnd.Exited(0));
        String line =
                "exec server/web1 -i --user www --cwd /srv --env A=1=2 --env B= --timeout 1m --wait 2m -- true";

        operator.types(line.split(" "));

        assertThat(labd.lastBody())
                .isEqualTo(
                        "{\"task\":{\"kind\":\"command\",\"argv\":[\"true\"],\"input\":true,\"user\":\"www\",\"directory\":\"/srv\",\"environment\":{\"A\":\"1=2\",\"B\":\"\"},\"timeout\":\"PT1M\"},\"detached\":false,\"within\":\"PT2M\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server/web1 | the command is missing, write 'labctl exec server/web1 -- COMMAND'",
                "server web1 -- | the command is missing, write 'labctl exec server/web1 -- COMMAND'",
                "web1 uptime -p | 'web1' is not the word 'server' (write server/NAME)",
                "server/web1 -it sh | stdin is not a terminal: leave -t out",
                "server/web1 --tty -- sh | stdin is not a terminal: leave -t out",
                "server/web1 --detach -i -- sh | a command that is begun with --detach has nobody at it: leave -i and -t out",
                "-l role=db -i -- sh | -i, -t and --detach are for one server: name it, as server/NAME",
                "-l role=db --detach -- sh | -i, -t and --detach are for one server",
                "-l role=db server/web1 sh | give either a server or what to choose them by, not both",
                "server/web1 --parallel 2 sh | --parallel is for several servers: choose them by -l, --environment or --cloud",
                "-l role=db --parallel 0 sh | invalid value for option '--parallel': '0' is not a whole number from 1 to 100",
                "-l role -- sh | invalid value for option '--label'",
                "server/web1 --usr x -- sh | unknown option '--usr', did you mean '--user'?",
                "server/web1 --user a:b -- sh | user 'a:b' is not an account's name",
                "server/web1 --cwd tmp -- sh | directory 'tmp' is not absolute",
                "server/web1 --env A -- sh | --env 'A' is not NAME=VALUE",
                "server/web1 --env A-B=1 -- sh | 'A-B' is not a variable's name",
                "server/web1 --wait 11m -- sh | --wait 11m is not from 1s to 10m",
                "server/web1 --timeout 0s -- sh | invalid value for option '--timeout': '0s' is no time",
                "server/web1 --timeout -- sh | missing --timeout SPAN",
            })
    void wrong_use_asks_nothing(String words, String sentence) {
        var result = operator.types(("exec " + words).split(" "));

        assertThat(result.err()).startsWith("labctl: " + sentence);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(labd.requests()).isEmpty();
    }

    @Test
    void an_unknown_server_suggests_the_nearest() {
        labd.answers("GET /api/v1/servers", Fleet.servers());

        var result = operator.types("exec", "server/webb1", "true");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                3, "", "labctl: no server 'webb1', did you mean 'web1'?\n"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void every_other_end_is_a_sentence_and_an_exit_code(WorkEnd end, int exit, String sentence) {
        endsWith(end);

        var result = operator.types("exec", "server/web1", "--timeout", "5s", "true");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(exit, "", "labctl: server 'web1': " + sentence + "\n"));
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(
                        new WorkEnd.TimedOut(),
                        124,
                        "the command was ended after its timeout of 5s"),
                Arguments.of(
                        new WorkEnd.Killed("its \u001b caller was gone"),
                        137,
                        "the command was killed: its \\u001b caller was gone"),
                Arguments.of(new WorkEnd.Failed("no room"), 1, "no room"),
                Arguments.of(
                        new WorkEnd.Refused("lab-agent 0.1.0 does not know what is asked of it"),
                        1,
                        "lab-agent 0.1.0 does not know what is asked of it"),
                Arguments.of(new WorkEnd.Done(null), 1, "its agent did not say how it ended"),
                Arguments.of(
                        new WorkEnd.Expired(),
                        5,
                        "its agent did not come for it within 30s, and nothing was done; does 'lab-agent run' run there?"),
                Arguments.of(
                        new WorkEnd.AgentLost(null),
                        5,
                        "its agent came for it and was not heard of any more: how it ended is not known"),
                Arguments.of(
                        new WorkEnd.AgentLost("the agent was restarted while it ran"),
                        5,
                        "the agent was restarted while it ran, and how it ended is not known"));
    }

    @Test
    void an_end_of_a_later_version_is_told_as_that() {
        session.plays(
                caller -> {
                    caller.from(0);
                    caller.says(Frame.text(FrameKind.END, "{\"state\":\"vanished\"}"));
                });

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result.err())
                .startsWith("labctl: the command has ended in a way that this labctl cannot read:");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void what_was_dropped_of_the_output_is_told_and_counted() {
        session.plays(caller -> caller.says(Frame.lost(95, 85)).out("late"))
                .plays(caller -> caller.end(new WorkEnd.Exited(0)));

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                0,
                                "late",
                                "labctl: the first 85 bytes of its output are not kept any more\n"));
        assertThat(session.places()).containsExactly("0", "104");
    }

    @Test
    void what_was_dropped_later_is_told_without_what_came() {
        session.plays(
                caller ->
                        caller.from(0)
                                .out("early")
                                .says(Frame.lost(95, 90))
                                .out("late")
                                .end(new WorkEnd.Exited(0)));

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result.err()).isEqualTo("labctl: 85 bytes of its output were dropped\n");
    }

    @Test
    void a_server_that_goes_away_in_the_middle_is_told_once_and_that_it_is_back() {
        session.plays(
                caller ->
                        caller.from(0)
                                .out("one\n")
                                .says(Frame.number(FrameKind.AWAY, 110_400))
                                .says(Frame.number(FrameKind.AWAY, 105_000))
                                .from(0)
                                .out("two\n")
                                .end(new WorkEnd.Exited(0)));

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                0,
                                "one\ntwo\n",
                                """
                                labctl: server 'web1' has gone away; waiting for it, 1m50s at most
                                labctl: server 'web1' is back
                                """));
    }

    private void endsWith(WorkEnd end) {
        session.plays(caller -> caller.from(0).end(end));
    }
}
