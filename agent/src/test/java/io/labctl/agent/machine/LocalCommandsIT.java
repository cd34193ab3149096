package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCommandsIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Commands commands = new LocalCommands();
    @TempDir private Path folder;

    @Test
    void a_program_gives_its_exit_code_and_its_output() throws IOException {
        Finished finished = sh("echo out; echo err >&2; exit 3", LONG);

        assertThat(finished).isEqualTo(new Finished(3, "out\n", "err\n", false));
    }

    @Test
    void a_program_that_is_not_there_exits_127() throws IOException {
        Finished finished = commands.run(List.of("no-such-program"), LONG);

        assertThat(finished.exit()).isEqualTo(127);
        assertThat(finished.err()).contains("no-such-program");
    }

    @Test
    void why_a_program_cannot_be_started_is_told() throws IOException {
        Path script = Files.writeString(folder.resolve("job"), "#! /opt/perl -w\n");

        assertThat(failure(folder + "/none"))
                .isEqualTo("no program '%s/none' on this machine", folder);
        assertThat(failure(folder.toString())).isEqualTo("'%s' is no file, so no program", folder);
        assertThat(failure("./job")).isEqualTo("'%s' is not executable (chmod +x)", script);

        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        String lacks = "'%s' needs '/opt/perl' (its first line), which is not on this machine";
        assertThat(failure("./job")).isEqualTo(lacks, script);
        assertThat(failure("job", Map.of("PATH", "/none:" + folder))).isEqualTo(lacks, script);
        assertThat(failure("job", Map.of("PATH", "/none:/bin")))
                .isEqualTo("no program 'job' in PATH (/none:/bin)");
    }

    @Test
    void what_a_program_says_when_it_exits_127_itself_is_told() throws IOException {
        Command command = Command.of(List.of("/bin/sh", "-c", "echo no >&2; exit 127"), LONG);

        assertThat(commands.run(command).reason(command)).isEqualTo("/bin/sh exited 127: no");
    }

    private String failure(String program) throws IOException {
        return failure(program, Map.of());
    }

    private String failure(String program, Map<String, String> environment) throws IOException {
        var command = new Command(List.of(program), LONG, Command.GRACE, environment, folder);
        return commands.run(command).reason(command);
    }

    @Test
    void a_program_sees_only_its_own_environment_and_no_input() throws IOException {
        Command command =
                new Command(
                        List.of("sh", "-c", "cat; env | sort; pwd"),
                        LONG,
                        Command.GRACE,
                        Map.of("LEVEL", "3"),
                        folder);

        assertThat(commands.require(command).lines())
                .contains("LEVEL=3", "LC_ALL=C", folder.toRealPath().toString())
                .noneMatch(line -> line.startsWith("JAVA_HOME=") || line.startsWith("HOME="));
    }

    @Test
    void a_program_reads_what_it_is_given_and_its_command_line_does_not_tell() throws IOException {
        Command command =
                Command.of(List.of("sh", "-c", "cat; tr '\\0' ' ' < /proc/$$/cmdline"), LONG)
                        .reading(new Secret("hush"));

        assertThat(commands.require(command)).startsWith("hush").containsOnlyOnce("hush");
        assertThat(command.toString()).doesNotContain("hush");
    }

    @Test
    void at_the_limit_all_that_it_started_is_killed() throws IOException {
        Path pids = folder.resolve("pids");
        // One child, one grandchild whose parent has ended: no walk down the tree would find it.

        Finished finished =
                sh(
                        "sleep 1000 & echo $! > %1$s; (sleep 1000 & echo $! >> %1$s); wait"
                                .formatted(pids),
                        Duration.ofMillis(500));

        assertThat(finished.timedOut()).isTrue();
        assertThat(finished.reason(Command.of(List.of("job"), Duration.ofMillis(500))))
                .isEqualTo("job was stopped after 0.5s");
        assertThat(Files.readAllLines(pids)).hasSize(2);
        await().untilAsserted(
                        () ->
                                assertThat(Files.readAllLines(pids))
                                        .noneMatch(LocalCommandsIT::isAlive));
    }

    @Test
    void a_daemon_that_keeps_the_pipes_open_holds_nobody_up() throws IOException {
        Path pid = folder.resolve("pid");

        Finished finished = sh("sleep 1000 & echo $! > %s; echo started".formatted(pid), LONG);

        assertThat(finished).isEqualTo(new Finished(0, "started\n", "", false));
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void of_endless_output_the_end_is_kept() throws IOException {
        String endless = "head -c 5000000 /dev/zero | tr '\\0' x; sleep 0.1; echo end";

        assertThat(sh(endless, LONG).out()).hasSize(1 << 20).endsWith("xend\n");
    }

    @Test
    void a_process_whose_name_is_no_text_is_killed_too() throws IOException {
        Path pid = folder.resolve("pid");
        String script =
                "n=%s/$(printf 'sl\\344p'); cp /bin/sleep $n; ($n 1000 & echo $! > %s); wait; sleep 1000"
                        .formatted(folder, pid);

        assertThat(sh(script, Duration.ofMillis(700)).timedOut()).isTrue();

        String left = Files.readString(pid).strip();
        await().untilAsserted(() -> assertThat(isAlive(left)).isFalse());
    }

    @Test
    void what_a_killed_program_had_written_is_told() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(
                        () ->
                                commands.run(
                                        withGrace(
                                                "echo waiting; sleep 1000",
                                                Duration.ofMillis(500))))
                .isInstanceOfSatisfying(
                        StoppedProgram.class, e -> assertThat(e.out()).isEqualTo("waiting\n"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_program_that_ends_soon_after_an_interrupt_is_not_killed() throws IOException {
        Thread.currentThread().interrupt();

        Finished finished = commands.run(withGrace("sleep 0.2; echo done", LONG));

        assertThat(finished).isEqualTo(new Finished(0, "done\n", "", false));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void what_must_leave_nothing_does_not_when_it_ends_after_an_interrupt_either()
            throws IOException {
        Path pid = folder.resolve("pid");
        String script = "sleep 1000 >/dev/null 2>&1 & echo $! > %s; sleep 0.2".formatted(pid);
        Thread.currentThread().interrupt();

        Finished finished = commands.run(withGrace(script, LONG).leavingNothing());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(finished.ok()).isTrue();
        String left = Files.readString(pid).strip();
        await().untilAsserted(() -> assertThat(isAlive(left)).isFalse());
    }

    @Test
    void a_program_that_goes_on_after_an_interrupt_is_killed() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> commands.run(withGrace("sleep 1000", Duration.ofMillis(100))))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("sh was stopped with the run");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Command withGrace(String script, Duration grace) {
        return new Command(List.of("sh", "-c", script), LONG, grace, Map.of(), null);
    }

    private Finished sh(String script, Duration limit) throws IOException {
        return commands.run(List.of("sh", "-c", script), limit);
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
    }
}
