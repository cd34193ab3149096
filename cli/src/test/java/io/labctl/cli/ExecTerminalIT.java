package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** labctl at a real terminal, which script(1) makes. */
class ExecTerminalIT extends WithLabd {
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
    void every_key_passes_and_the_terminal_is_as_before() throws Exception {
        session.plays(
                caller -> {
                    caller.from(0).out("begun\r\n");
                    assertThat(input(caller)).isEqualTo("\u0003");
                    caller.end(new WorkEnd.Exited(7));
                });

        try (var terminal = terminal("exec -it server/web1 -- vi")) {
            terminal.awaitLine("begun");
            terminal.types("\u0003");

            terminal.isAsBefore(7);
        }
        assertThat(labd.bodies())
                .anyMatch(body -> body.contains("\"terminal\":{\"columns\":101,\"rows\":33}"))
                .anyMatch(body -> body.contains("\"TERM\":\"vt220\""));
    }

    @Test
    void a_window_that_is_drawn_larger_is_so_there_too() throws Exception {
        session.plays(
                caller -> {
                    caller.from(0).out("begun\r\n");
                    Frame frame = caller.hears();
                    while (frame.kind() != FrameKind.SIZE) {
                        frame = caller.hears();
                    }
                    assertThat(frame.size()).hasToString("TerminalSize[columns=60, rows=33]");
                    caller.end(new WorkEnd.Exited(0));
                });

        try (var terminal = terminal("exec -it server/web1 -- vi")) {
            terminal.awaitLine("begun");
            terminal.isDrawnTo(60);

            terminal.isAsBefore(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP"})
    void the_terminal_is_as_before_when_a_signal_ends_it(String signal) throws Exception {
        session.plays(
                caller -> {
                    caller.from(0).out("begun\r\n");
                    Frame frame = caller.hears();
                    while (frame.kind() != FrameKind.SIGNAL) {
                        frame = caller.hears();
                    }
                    assertThat(frame.text()).isEqualTo(signal);
                    caller.end(new WorkEnd.Exited(9));
                });

        try (var terminal = terminal("exec -it server/web1 -- vi")) {
            terminal.awaitLine("begun");
            terminal.signalsLabctl(signal);

            terminal.isAsBefore(9);
        }
    }

    @Test
    void the_terminal_is_as_before_when_labctl_fails() throws Exception {
        session.plays(
                caller -> {
                    caller.from(0).out("begun\r\n");
                    caller.end(new WorkEnd.Failed("the disk is gone"));
                });

        try (var terminal = terminal("exec -it server/web1 -- vi")) {
            terminal.awaitLine("labctl: server 'web1': the disk is gone");

            terminal.isAsBefore(1);
        }
    }

    @Test
    void the_screen_is_as_before_when_the_command_is_not_let_to_its_end() throws Exception {
        session.plays(
                caller -> {
                    caller.from(0).out("begun\r\n\033[?1049h\033[?25l~");
                    caller.end(new WorkEnd.TimedOut());
                });

        try (var terminal = terminal("exec -it server/web1 -- vi")) {
            terminal.awaitLine(
                    "~\033[?1049l\033[?25h\033[mlabctl: server 'web1': the command was ended after its timeout");

            terminal.isAsBefore(124);
        }
    }

    @Test
    void what_comes_from_a_pipe_is_no_terminal() throws IOException {
        try (var labctl =
                JavaProcess.of(
                        Map.of("HOME", operator.home().toString()),
                        Labctl.class,
                        "exec",
                        "-it",
                        "server/web1",
                        "vi")) {
            assertThat(labctl.endsWith(2))
                    .isEqualTo("labctl: stdin is not a terminal: leave -t out\n");
        }
    }

    private static String input(FakeSession.Peer caller) throws InterruptedException {
        Frame frame = caller.hears();
        while (frame.kind() != FrameKind.IN) {
            frame = caller.hears();
        }
        return frame.text();
    }

    private Screen terminal(String labctl) throws IOException {
        Path shell = home.resolve("shell");
        Path classPath = Path.of(System.getProperty("java.class.path"));
        Files.writeString(
                shell,
                """
                stty rows 33 columns 101
                stty -g > before
                tty > tty
                env --default-signal=HUP,INT,TERM TERM=vt220 sh -c 'echo $$ > pid; exec "$@"' sh \\
                    '%s/bin/java' -cp '%s' io.labctl.cli.Labctl %s
                echo "ended with $?"
                stty -g > after
                """
                        .formatted(System.getProperty("java.home"), classPath, labctl));
        return new Screen(home);
    }

    /** A terminal with a shell that starts labctl in it. */
    private static final class Screen implements AutoCloseable {
        private final Path folder;
        private final Process script;
        private final BufferedReader output;

        Screen(Path folder) throws IOException {
            this.folder = folder;
            var builder =
                    new ProcessBuilder(
                            List.of(
                                    "script",
                                    "-qec",
                                    "sh " + folder.resolve("shell"),
                                    "/dev/null"));
            builder.environment().put("HOME", folder.toString());
            builder.directory(folder.toFile()).redirectErrorStream(true);
            this.script = builder.start();
            this.output = script.inputReader();
        }

        void awaitLine(String end) throws IOException {
            String line = output.readLine();
            while (line != null && !line.endsWith(end)) {
                line = output.readLine();
            }
            assertThat(line).isNotNull();
        }

        void types(String keys) throws IOException {
            OutputStream keyboard = script.getOutputStream();
            keyboard.write(FakeSession.ascii(keys));
            keyboard.flush();
        }

        void isDrawnTo(int columns) throws IOException {
            run("stty", "-F", text("tty"), "columns", Integer.toString(columns));
        }

        void signalsLabctl(String signal) throws IOException {
            run("kill", "-s", signal, text("pid"));
        }

        private static void run(String... words) throws IOException {
            Process process = new ProcessBuilder(words).inheritIO().start();
            assertThat(process.onExit().join().exitValue()).isZero();
        }

        void isAsBefore(int exit) throws Exception {
            awaitLine("ended with " + exit);
            assertThat(script.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(text("after")).isEqualTo(text("before"));
        }

        private String text(String file) throws IOException {
            return Files.readString(folder.resolve(file)).strip();
        }

        @Override
        public void close() {
            script.destroyForcibly();
        }
    }
}
