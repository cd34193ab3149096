package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftDaemonsIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** More than a pipe holds. */
    private static final String MUCH = "head -c 3000000 /dev/zero";

    private final Commands commands = new LocalCommands();
    private final List<ProcessHandle> daemons = new ArrayList<>();
    @TempDir private Path folder;

    @AfterEach
    void endDaemons() {
        daemons.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_daemon_writes_on_for_as_long_as_it_lives() throws IOException {
        Finished finished = run(daemon(awaits("go") + writes() + awaits("on") + writes()));
        ProcessHandle daemon = daemons.getFirst();

        proceedsAt("go");
        proceedsAt("on");

        assertThat(finished).isEqualTo(new Finished(0, "started\n", "err\n", false));
        assertThat(daemon.isAlive()).isTrue();
    }

    @Test
    void what_a_daemon_writes_is_read_by_others_than_the_agent_until_it_ends() throws IOException {
        run(daemon(""));
        ProcessHandle daemon = daemons.getFirst();
        Path out = Files.readSymbolicLink(handle(daemon, 1));
        Path err = Files.readSymbolicLink(handle(daemon, 2));

        assertThat(ownPipes()).doesNotContain(out, err);
        await().untilAsserted(
                        () -> {
                            assertThat(readersOf(out)).hasSize(1);
                            assertThat(readersOf(err)).hasSize(1);
                            assertThat(ProcessHandle.current().children())
                                    .doesNotContainAnyElementsOf(readersOf(out))
                                    .doesNotContainAnyElementsOf(readersOf(err));
                        });
        daemon.destroyForcibly();
        await().untilAsserted(() -> assertThat(readersOf(out)).isEmpty());
        await().untilAsserted(() -> assertThat(readersOf(err)).isEmpty());
    }

    @Test
    void daemons_cost_the_agent_no_handle_and_no_thread() throws IOException {
        int before = ownPipes().size();

        for (int i = 0; i < 3; i++) {
            run(daemon(""));
        }

        assertThat(ownPipes()).hasSizeLessThanOrEqualTo(before);
        await().untilAsserted(
                        () ->
                                assertThat(Thread.getAllStackTraces().keySet())
                                        .extracting(Thread::getName)
                                        .doesNotContain("program-output")
                                        .noneMatch(each -> each.startsWith("process reaper (")));
    }

    @Test
    void what_cannot_be_started_leaves_no_pipe_open() throws IOException {
        int before = ownPipes().size();
        Path none = folder.resolve("none");
        var command = new Command(List.of("true"), LONG, Command.GRACE, Map.of(), none);

        assertThatThrownBy(() -> commands.run(command))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(none.toString());

        assertThat(ownPipes()).hasSizeLessThanOrEqualTo(before);
    }

    @Test
    void a_program_has_succeeded_though_nobody_can_be_started_to_read_on() throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Files.createSymbolicLink(programs.resolve("setsid"), Path.of("/usr/bin/setsid"));
        String script = "rm %s/setsid; %s".formatted(programs, daemon(""));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var argv =
                List.of(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DaemonsProgram.class.getName(),
                        script);
        var command =
                new Command(argv, LONG, Command.GRACE, Map.of("PATH", programs.toString()), null);

        Finished finished = commands.run(command);
        noteDaemon();

        assertThat(finished.out()).endsWith("exit 0: started\n");
        assertThat(finished.err()).contains("nobody reads what a daemon writes, which may end it");
    }

    @Test
    void a_script_may_open_its_output_again() throws IOException {
        Finished finished =
                run("echo a >&2; echo b > /dev/stderr; echo c >&2; echo d > /dev/stdout");

        assertThat(finished).isEqualTo(new Finished(0, "d\n", "a\nb\nc\n", false));
    }

    @Test
    void a_script_of_another_user_may_open_its_output_again() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("only root can run programs as others")
                .isEqualTo(0);

        Finished finished = run("setpriv --reuid=65534 -- sh -c 'echo b > /dev/stderr'");

        assertThat(finished).isEqualTo(new Finished(0, "", "b\n", false));
    }

    @Test
    void what_starts_daemons_is_killed_at_its_limit_with_its_words_kept() throws IOException {
        var script = List.of("sh", "-c", "echo begun; sleep 1000");

        Finished finished = commands.run(Command.of(script, Duration.ofMillis(300)));

        assertThat(finished.timedOut()).isTrue();
        assertThat(finished.out()).isEqualTo("begun\n");
    }

    private Finished run(String script) throws IOException {
        Command command = Command.of(List.of("sh", "-c", script), LONG);
        Finished finished = commands.run(command);
        noteDaemon();
        return finished;
    }

    private void noteDaemon() throws IOException {
        Path pid = folder.resolve("pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(daemons::add);
        }
    }

    /** What starts one that does this and then does nothing. */
    private String daemon(String does) {
        return "echo err >&2; (%s exec sleep 1000) & echo $! > %s; echo started"
                .formatted(does, folder.resolve("pid"));
    }

    private String awaits(String word) {
        return "while ! test -e %1$s; do sleep 0.02; done; word=%1$s;"
                .formatted(folder.resolve(word));
    }

    private static String writes() {
        return "echo late && %1$s && %1$s >&2 && echo b > /dev/stderr && touch $word.done;"
                .formatted(MUCH);
    }

    private void proceedsAt(String word) throws IOException {
        Files.createFile(folder.resolve(word));
        await().until(() -> Files.exists(folder.resolve(word + ".done")));
    }

    private static Path handle(ProcessHandle process, int number) {
        return Path.of("/proc", Long.toString(process.pid()), "fd", Integer.toString(number));
    }

    private static List<ProcessHandle> readersOf(Path pipe) {
        return ProcessHandle.allProcesses().filter(each -> leadsTo(handle(each, 0), pipe)).toList();
    }

    private static List<Path> ownPipes() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.flatMap(LeftDaemonsIT::target)
                    .filter(each -> each.toString().startsWith("pipe:"))
                    .toList();
        }
    }

    private static boolean leadsTo(Path link, Path target) {
        return target(link).anyMatch(target::equals);
    }

    /** Nothing when it has been closed meanwhile. */
    private static Stream<Path> target(Path link) {
        try {
            return Stream.of(Files.readSymbolicLink(link));
        } catch (IOException _) {
            return Stream.empty();
        }
    }
}
