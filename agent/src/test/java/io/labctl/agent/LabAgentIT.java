package io.labctl.agent;

import static io.labctl.agent.AgentProcesses.awaitLine;
import static io.labctl.agent.AgentProcesses.canRun;
import static io.labctl.agent.AgentProcesses.errors;
import static io.labctl.agent.AgentProcesses.withoutPowers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One command as a real process: signals, locks, and what the machine refuses. */
@Timeout(120)
class LabAgentIT {
    @RegisterExtension final AgentProcesses agent = new AgentProcesses();

    @Test
    void a_second_run_says_who_holds_the_lock() throws Exception {
        Process first = agent.labAgent("run", "--once");
        awaitLine(first, "applying");

        Process second = agent.labAgent("run", "--once");

        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(errors(second))
                .startsWith(
                        "lab-agent: another run is going on: pid %d (lab-agent run --once), started "
                                .formatted(first.pid()))
                .hasLineCount(1);
    }

    @Test
    void a_killed_run_frees_the_lock_and_is_reported_by_the_next() throws Exception {
        Process killed = agent.labAgent("run", "--once");
        awaitLine(killed, "applying");
        killed.destroyForcibly().waitFor();

        Process next = agent.labAgent("run", "--once");
        awaitLine(next, "applying");
        next.toHandle().destroy();

        assertThat(next.waitFor()).isEqualTo(1);
        Process last = agent.labAgent("status");
        assertThat(last.waitFor()).isZero();
        assertThat(new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Spooled   2 reports");
    }

    @Test
    void a_run_that_is_terminated_while_the_program_begins_exits_1_too() throws Exception {
        Process run =
                agent.labAgent(List.of("env", LabAgentProgram.SLOWLY + "=1"), "run", "--once");
        awaitLine(run, "looking around");

        run.toHandle().destroy();
        run.getOutputStream().write('\n');
        run.getOutputStream().flush();

        assertThat(run.waitFor()).isEqualTo(1);
    }

    @Test
    void a_program_that_lacks_a_class_says_so_and_ends_at_once() throws Exception {
        Process run =
                agent.labAgent(List.of("env", LabAgentProgram.BROKEN + "=1"), "run", "--once");

        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(run.exitValue()).isEqualTo(1);
        assertThat(errors(run)).contains("NoClassDefFoundError: io/labctl/Lost");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void a_disk_that_takes_no_more_is_told_with_the_file(int bytes) throws Exception {
        var limited = List.of("prlimit", "--fsize=" + bytes);
        assumeTrue(canRun(limited), "a limit of the size of files needs prlimit");

        Process run = agent.labAgent(limited, "run", "--once");

        assertThat(run.waitFor()).isEqualTo(1);
        assertThat(errors(run))
                .startsWith(
                        "lab-agent: no run is begun and nothing is applied: '%s"
                                .formatted(agent.folder().resolve("state")))
                .endsWith("': file too large\n")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "run", "run --once"})
    void a_user_who_may_not_read_the_identity_is_told_so(String command) throws Exception {
        Path state = agent.folder().resolve("state");
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("---------"));
        try {
            Process unable = agent.labAgent(withoutPowers(), command.split(" ", -1));

            assertThat(unable.waitFor()).isEqualTo(1);
            assertThat(errors(unable))
                    .isEqualTo(
                            "lab-agent: identity in '%s' may not be read by this user; run lab-agent as root\n"
                                    .formatted(state.resolve("identity")));
        } finally {
            Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "directory", "symlink"})
    void who_may_not_look_into_a_home_is_told_so_by_the_name_of_what_is_in_it(String type)
            throws Exception {
        List<String> under = withoutPowers();
        assumeTrue(!under.isEmpty(), "a home of somebody else needs root");
        Path home = Files.createDirectory(agent.folder().resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Files.setAttribute(home, "unix:uid", 61001);

        Process unable = agent.labAgent(under, "resource", type, home.resolve("own").toString());

        assertThat(unable.waitFor()).isEqualTo(1);
        assertThat(errors(unable))
                .isEqualTo("lab-agent: '%s': permission denied\n".formatted(home.resolve("own")));
    }

    @ParameterizedTest
    @CsvSource({
        "disable reason, r-x------, disabled.json",
        "enable, r-x------, disabled.json",
        "enable, ---------, disabled.json",
        "restore /etc/motd, ---------, backups/etc/motd",
        "restore /etc/motd --list, ---------, backups/etc/motd"
    })
    void whoever_may_not_change_what_it_keeps_is_told_which_file(
            String command, String mode, String file) throws Exception {
        assertThat(agent.labAgent("disable", "database moves").waitFor()).isZero();
        Path state = agent.folder().resolve("state");
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString(mode));
        try {
            Process unable = agent.labAgent(withoutPowers(), command.split(" ", -1));

            assertThat(unable.waitFor()).isEqualTo(1);
            assertThat(errors(unable))
                    .startsWith("lab-agent: '%s': permission denied".formatted(state.resolve(file)))
                    .hasLineCount(1);
        } finally {
            Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
