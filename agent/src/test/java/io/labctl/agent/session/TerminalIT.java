package io.labctl.agent.session;

import static io.labctl.agent.session.OneMachine.onTerminal;
import static io.labctl.agent.session.OneMachine.reading;
import static io.labctl.agent.session.OneMachine.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Commands that have a terminal, with the programs that people use there. */
class TerminalIT extends SessionCase {
    @Test
    void a_command_has_a_terminal_for_all_its_streams() {
        machine().runs(onTerminal(sh("tty; tty <&1; tty <&2; tty < /dev/tty; echo err >&2")));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).matches("(/dev/pts/[0-9]+\r\n)\\1\\1/dev/tty\r\nerr\r\n");
        assertThat(caller().err()).isEmpty();
    }

    @Test
    void a_terminal_has_the_size_that_it_is_given() throws Exception {
        machine()
                .runs(
                        onTerminal(
                                reading(
                                        sh(
                                                "trap 'stty size; exit' WINCH; stty size; while :; do sleep 0.02; done"))));
        await().until(() -> out().equals("24 80\r\n"));

        caller().says(Frame.size(new TerminalSize(132, 50)));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("24 80\r\n50 132\r\n");
    }

    @Test
    void a_size_waits_for_no_input() throws Exception {
        machine()
                .runs(
                        onTerminal(
                                reading(
                                        sh(
                                                "stty -echo; trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.02; done"))));
        await().until(() -> out().equals("ready\r\n"));
        for (int i = 0; i < 10; i++) {
            types("a".repeat(30_000));
        }

        caller().says(Frame.size(new TerminalSize(132, 50)));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).endsWith("50 132\r\n");
    }

    @Test
    void a_command_knows_its_kind_of_terminal() {
        machine().runs(onTerminal(sh("echo $TERM")));
        assertThat(caller().end()).isEqualTo(WELL);

        assertThat(out()).isEqualTo("xterm\r\n");
    }

    @Test
    void a_command_gets_the_kind_of_terminal_that_its_caller_has() {
        machine().runs(command(List.of("sh", "-c", "echo $TERM"), null, Map.of("TERM", "foot")));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("foot\r\n");
    }

    @Test
    void ctrl_c_ends_what_runs() throws Exception {
        machine().runs(onTerminal(reading(sh("echo ready; sleep 1000; echo late"))));
        await().until(() -> out().equals("ready\r\n"));

        types("\3");

        assertThat(caller().end()).isEqualTo(new WorkEnd.Exited(130));
        assertThat(out()).isEqualTo("ready\r\n^C");
    }

    @Test
    void the_end_of_input_is_typed() throws Exception {
        machine().runs(onTerminal(reading(sh("stty -echo; echo ready; cat"))));
        await().until(() -> out().equals("ready\r\n"));

        types("whole\nhalf");
        caller().says(Frame.empty(FrameKind.IN_END));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("ready\r\nwhole\r\nhalf");
    }

    @Test
    void letters_of_all_languages_pass_and_are_deleted_whole() throws Exception {
        machine().runs(onTerminal(reading(sh("stty -echo; echo 'größe €😀'; cat"))));
        await().until(() -> out().equals("größe €😀\r\n"));

        types("ж\177ä\n");
        caller().says(Frame.empty(FrameKind.IN_END));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("größe €😀\r\nä\r\n");
    }

    @Test
    void a_shell_has_job_control() throws Exception {
        machine().runs(command(List.of("bash", "--norc", "-i"), null, Map.of("PS1", "lab> ")));
        await().until(() -> out().contains("lab> "));

        types("sleep 1000 &\n");
        await().until(() -> out().contains("[1] "));
        types("jobs\nkill %1\nexit 3\n");

        assertThat(caller().end()).isEqualTo(new WorkEnd.Exited(3));
        assertThat(out()).contains("Running").doesNotContain("no job control");
    }

    @Test
    void a_signal_reaches_what_runs_in_the_foreground_alone() throws Exception {
        machine().runs(command(List.of("bash", "--norc", "-i"), null, Map.of("PS1", "lab> ")));
        await().until(() -> out().contains("lab> "));
        types("sh -c 'echo at work; exec sleep 1000'\n");
        await().until(() -> out().contains("at work\r\n"));

        caller().says(Frame.text(FrameKind.SIGNAL, "QUIT"));
        await().until(() -> out().contains("Quit"));
        types("exit 4\n");

        assertThat(caller().end()).isEqualTo(new WorkEnd.Exited(4));
    }

    @Test
    void what_is_killed_is_hung_up_on_and_has_time_for_its_last_words() {
        UUID id =
                machine()
                        .runs(
                                onTerminal(
                                        sh(
                                                "trap 'echo bye; exit' HUP; echo ready; while :; do sleep 0.02; done")));
        await().until(() -> out().equals("ready\r\n"));

        machine().asked(new Action.Kill(id));

        assertThat(caller().end()).isEqualTo(new WorkEnd.Killed("by request"));
        assertThat(out()).startsWith("ready\r\n").endsWith("bye\r\n");
    }

    @Test
    void nothing_is_left_of_a_shell_that_is_killed() throws Exception {
        UUID id = machine().runs(command(List.of("bash", "--norc", "-i"), null, Map.of("PS1", "")));
        types("trap '' HUP TERM; nohup sleep 1000 & echo pid $! $$ end\n");
        await().until(() -> out().contains(" end\r\n"));

        machine().asked(new Action.Kill(id));

        assertThat(caller().end()).isEqualTo(new WorkEnd.Killed("by request"));
        areGone(out());
    }

    @Test
    void nothing_is_left_of_a_terminal_at_its_timeout() throws Exception {
        Path pids = folder().resolve("pids");
        String script =
                "trap '' HUP TERM; sleep 1000 & echo pid $$ $! end | tee %s; wait".formatted(pids);

        machine()
                .runs(
                        new SessionCommand(
                                List.of("sh", "-c", script),
                                true,
                                new TerminalSize(80, 24),
                                null,
                                "/",
                                new TreeMap<>(),
                                Duration.ofSeconds(3)));

        assertThat(caller().end()).isEqualTo(new WorkEnd.TimedOut());
        areGone(Files.readString(pids));
    }

    private static void areGone(String told) {
        String numbers = told.substring(told.lastIndexOf("pid ") + 4, told.lastIndexOf(" end"));
        assertThat(numbers.split(" ")).hasSize(2);
        await().untilAsserted(() -> assertThat(numbers.split(" ")).noneMatch(SessionCase::isAlive));
    }

    @Test
    void a_terminal_belongs_to_its_user() throws IOException {
        onlyAsRoot();
        machine()
                .runs(
                        command(
                                List.of("sh", "-c", "stat -c '%U %G %a' $(tty); id -un"),
                                "daemon",
                                Map.of()));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("daemon tty 620\r\ndaemon\r\n");
    }

    @Test
    void what_a_command_writes_last_is_not_lost() {
        machine().runs(onTerminal(sh("seq 1 20000")));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).startsWith("1\r\n2\r\n").endsWith("\r\n19999\r\n20000\r\n");
    }

    @Test
    void a_pager_fills_the_screen_and_is_left_by_a_key() throws Exception {
        assumeThat(Path.of("/usr/bin/less")).as("less is not installed").exists();
        machine().runs(command(List.of("sh", "-c", "seq 1 1000 | less"), null, Map.of("LESS", "")));
        await().until(() -> out().contains("23"));
        assertThat(out()).doesNotContain("24");

        types(" ");
        await().until(() -> out().contains("46"));
        types("q");

        assertThat(caller().end()).isEqualTo(WELL);
    }

    @Test
    void an_editor_writes_what_is_typed() throws Exception {
        assumeThat(Path.of("/usr/bin/vim")).as("vim is not installed").exists();
        Path file = folder().resolve("note");
        machine().runs(command(List.of("vim", "-u", "NONE", file.toString()), null, Map.of()));
        await().until(() -> out().contains("~"));

        types("ihällo\33:wq\r");

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(Files.readString(file)).isEqualTo("hällo\n");
    }

    private void types(String keys) throws InterruptedException {
        caller().says(
                        Frame.of(
                                FrameKind.IN,
                                ByteBuffer.wrap(keys.getBytes(StandardCharsets.UTF_8))));
    }

    private static SessionCommand command(
            List<String> argv, @Nullable String user, Map<String, String> environment) {
        return new SessionCommand(
                argv, true, new TerminalSize(80, 24), user, null, new TreeMap<>(environment), null);
    }

    private static void onlyAsRoot() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("only root can run programs as others")
                .isEqualTo(0);
    }
}
