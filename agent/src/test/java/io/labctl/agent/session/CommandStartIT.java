package io.labctl.agent.session;

import static io.labctl.agent.session.OneMachine.reading;
import static io.labctl.agent.session.OneMachine.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.labctl.catalog.session.SessionCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What commands find when they are started. */
class CommandStartIT extends SessionCase {
    private static final String PATH =
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    @Test
    void a_command_finds_what_its_user_has_and_what_it_was_given() throws IOException {
        onlyAsRoot();
        machine().runs(command(List.of("env"), null, Map.of("LEVEL", "3", "SHELL", "/bin/own")));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out().lines())
                .containsExactlyInAnyOrder(
                        PATH,
                        "HOME=/root",
                        "USER=root",
                        "LOGNAME=root",
                        "SHELL=/bin/own",
                        "LEVEL=3");
    }

    @Test
    void a_command_of_another_user_has_its_numbers_and_its_groups_alone() throws IOException {
        onlyAsRoot();
        machine()
                .runs(
                        command(
                                List.of("sh", "-c", "id; echo $USER $HOME; pwd"),
                                "daemon",
                                Map.of()));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out())
                .isEqualTo(
                        """
                        uid=1(daemon) gid=1(daemon) groups=1(daemon)
                        daemon /usr/sbin
                        /usr/sbin
                        """);
    }

    @Test
    void nothing_that_a_caller_chose_runs_before_the_user_is_another() throws IOException {
        onlyAsRoot();
        Path whoRan = Files.createFile(folder().resolve("who-ran"));
        Path own = Files.createDirectory(folder().resolve("bin"));
        for (String name : List.of("env", "setsid", "setpriv")) {
            Path program = own.resolve(name);
            Files.writeString(program, "#!/bin/sh\n/usr/bin/id -un >> %s\n".formatted(whoRan));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        machine()
                .runs(
                        command(
                                List.of("/bin/sh", "-c", "echo $PATH $LD_DEBUG $LANG"),
                                "daemon",
                                Map.of(
                                        "PATH",
                                        own.toString(),
                                        "LANG",
                                        "C.UTF-8",
                                        "LD_DEBUG",
                                        "statistics",
                                        "LD_DEBUG_OUTPUT",
                                        folder().resolve("loaded").toString())));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).endsWith(own + " statistics C.UTF-8\n");
        assertThat(whoRan).isEmptyFile();
        assertThat(folder()).isDirectoryNotContaining("glob:**/loaded*");
    }

    @Test
    void a_script_of_another_user_may_open_its_streams_again() throws Exception {
        onlyAsRoot();
        String script = "cat /dev/stdin > /dev/stdout; echo b > /dev/stderr";
        machine().runs(reading(command(List.of("sh", "-c", script), "daemon", Map.of())));

        says("a".getBytes(StandardCharsets.UTF_8));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("a");
        assertThat(caller().err()).isEqualTo("b\n");
    }

    @Test
    void a_command_has_the_three_streams_and_nothing_else_of_the_agent() {
        machine().runs(reading(command(List.of("ls", "/proc/self/fd"), null, Map.of())));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("0\n1\n2\n3\n"); // the last is what ls reads
    }

    @Test
    void a_command_that_is_given_nothing_reads_nothing() {
        machine().runs(sh("cat; readlink /proc/self/fd/0"));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("/dev/null\n");
    }

    @Test
    void a_command_leads_a_session_of_its_own() {
        machine().runs(sh("echo $$; cut -d ' ' -f 6 /proc/$$/stat; cut -d ' ' -f 5 /proc/$$/stat"));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out().lines().distinct()).hasSize(1);
    }

    private static SessionCommand command(
            List<String> argv, @Nullable String user, Map<String, String> environment) {
        return new SessionCommand(argv, false, null, user, null, new TreeMap<>(environment), null);
    }

    private static void onlyAsRoot() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("only root can run programs as others")
                .isEqualTo(0);
    }
}
