package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.terminal.Interrupt;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExecTerminalTest extends WithLabd {
    private final FakeTerminal terminal = FakeTerminal.of(80, 24);
    private FakeSession session;
    private Consumer<Interrupt> signal = _ -> {};

    @BeforeEach
    void startSession() {
        session = new FakeSession(labd);
        operator.at(terminal)
                .interruptedBy(
                        told -> {
                            signal = told;
                            return () -> signal = _ -> {};
                        });
    }

    @AfterEach
    void allWentAsTheScriptsSayAndTheTerminalIsAsBefore() {
        session.wentWell();
        assertThat(terminal.isRaw()).isFalse();
    }

    @Test
    void a_command_gets_a_terminal_like_the_one_here() {
        session.plays(caller -> caller.from(0).end(new WorkEnd.Exited(0)));

        operator.types("exec", "-it", "server/web1", "--env", "LANG=de_DE.UTF-8", "--", "bash");

        assertThat(labd.lastBody())
                .contains("\"input\":true,\"terminal\":{\"columns\":80,\"rows\":24}")
                .contains("\"environment\":{\"LANG\":\"de_DE.UTF-8\",\"TERM\":\"xterm\"}");
    }

    @Test
    void from_when_it_has_begun_every_key_is_for_the_command() throws Exception {
        Pipe keyboard = Pipe.open();
        operator.typing(Channels.newInputStream(keyboard.source()));
        session.plays(
                caller -> {
                    assertThat(terminal.isRaw()).isFalse();
                    caller.from(0);
                    assertThat(heard(caller)).isEqualTo("FROM 0");
                    press(keyboard, new byte[] {3}); // Ctrl-C
                    assertThat(heard(caller)).isEqualTo("IN \u0003");
                    assertThat(terminal.isRaw()).isTrue();
                    caller.end(new WorkEnd.Exited(130));
                });

        var result = operator.types("exec", "-it", "server/web1", "bash");

        assertThat(result).isEqualTo(new Operator.Result(130, "", ""));
    }

    @Test
    void a_window_that_is_drawn_larger_is_so_there_too() {
        List<Frame> sizes = new ArrayList<>();
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(heard(caller)).isEqualTo("FROM 0");
                    terminal.becomes(80, 24); // the size is what it was
                    terminal.becomes(132, 50);
                    sizes.add(caller.hears());
                    caller.end(new WorkEnd.Exited(0));
                });

        operator.types("exec", "-t", "server/web1", "top");

        assertThat(sizes).extracting(Frame::kind).containsExactly(FrameKind.SIZE);
        assertThat(sizes.getFirst().size()).hasToString("TerminalSize[columns=132, rows=50]");
    }

    @Test
    void without_input_the_terminal_here_stays_as_it_is_and_nothing_is_read() {
        operator.typing(new PipedInputStream()); // which cannot be read
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(heard(caller)).isEqualTo("FROM 0");
                    assertThat(terminal.isRaw()).isFalse();
                    signal.accept(Interrupt.INT);
                    assertThat(heard(caller)).isEqualTo("SIGNAL INT");
                    caller.end(new WorkEnd.Exited(2));
                });

        var result = operator.types("exec", "-t", "server/web1", "top");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).doesNotContain("cannot be read");
        assertThat(labd.bodies()).anyMatch(body -> body.contains("\"input\":false,\"terminal\""));
    }

    @Test
    void a_tilde_and_a_dot_at_the_begin_of_a_line_leave_a_command_that_does_not_answer()
            throws Exception {
        Pipe keyboard = Pipe.open();
        operator.typing(Channels.newInputStream(keyboard.source()));
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(heard(caller)).isEqualTo("FROM 0");
                    press(keyboard, FakeSession.ascii("ls\r~."));
                    caller.untilGone();
                });

        var result = operator.types("exec", "-it", "server/web1", "bash");

        assertThat(result).isEqualTo(new Operator.Result(130, "", ""));
        assertThat(labd.requests()).contains("DELETE " + session.path());
    }

    @Test
    void a_sentence_of_labctl_stands_on_a_line_of_its_own_in_a_raw_terminal() throws IOException {
        operator.typing(new PipedInputStream(new PipedOutputStream()));
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(heard(caller)).isEqualTo("FROM 0");
                    signal.accept(Interrupt.TERM);
                    assertThat(heard(caller)).startsWith("SIGNAL TERM");
                    caller.end(new WorkEnd.Exited(0));
                });

        var result = operator.types("exec", "-it", "server/web1", "bash");

        assertThat(result.err())
                .isEqualTo(
                        "\r\nlabctl: server 'web1': the command was told to stop, and has 30s for that\r\n");
    }

    @ParameterizedTest
    @MethodSource("endsOfOthers")
    void a_screen_that_the_command_could_not_leave_is_left_for_it(WorkEnd end, String sentence) {
        session.plays(
                caller -> caller.from(0).out("\033[?1049h\033[?25l~\r\n~\033[3;1H\"x\"").end(end));

        var result = operator.types("exec", "-t", "--timeout", "5s", "server/web1", "vim", "x");

        assertThat(result.out()).endsWith("\"x\"\033[?1049l\033[?25h\033[m");
        assertThat(result.err()).isEqualTo("labctl: server 'web1': " + sentence + "\n");
    }

    static Stream<Arguments> endsOfOthers() {
        return Stream.of(
                Arguments.of(
                        new WorkEnd.TimedOut(), "the command was ended after its timeout of 5s"),
                Arguments.of(
                        new WorkEnd.Killed("by request"), "the command was killed: by request"),
                Arguments.of(new WorkEnd.Failed("the disk is gone"), "the disk is gone"));
    }

    @Test
    void what_a_command_that_ends_itself_leaves_is_left() {
        session.plays(
                caller -> caller.from(0).out("\033[?25lno end of line").end(new WorkEnd.Exited(0)));

        var result = operator.types("exec", "-t", "server/web1", "tput", "civis");

        assertThat(result).isEqualTo(new Operator.Result(0, "\033[?25lno end of line", ""));
    }

    @Test
    void a_command_that_is_cut_off_in_a_line_has_that_line_to_itself() {
        session.plays(caller -> caller.from(0).out("50 %").end(new WorkEnd.TimedOut()));

        var result = operator.types("exec", "-t", "server/web1", "backup");

        assertThat(result.out()).isEqualTo("50 %\r\n");
    }

    /** All but what it says when it has nothing to say. */
    private static String heard(FakeSession.Peer caller) throws InterruptedException {
        String words = caller.hearsWords();
        while (words.equals("ALIVE") || words.equals("IN_END")) {
            words = caller.hearsWords();
        }
        return words;
    }

    /** Whoever types may be gone before it is read. */
    private static void press(Pipe keyboard, byte[] keys) throws IOException {
        int _ = keyboard.sink().write(ByteBuffer.wrap(keys));
    }
}
