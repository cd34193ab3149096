package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As in a container that was given no terminals. */
class NoTerminalIT {
    @Test
    void a_machine_without_terminals_says_so() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "a mount needs root");

        assertThat(after("mount --bind /dev/null /dev/ptmx"))
                .startsWith("this machine has no terminal to give: '/dev/ptmx': ");
        assertThat(after("mount -t tmpfs none /dev"))
                .isEqualTo("this machine has no terminal to give: '/dev/ptmx': no such file\n");
    }

    /** In a mount namespace of its own. */
    private static String after(String mounts) throws IOException {
        return new LocalCommands()
                .require(
                        Command.of(
                                List.of(
                                        "unshare",
                                        "--mount",
                                        "/bin/sh",
                                        "-c",
                                        mounts + " && exec \"$@\"",
                                        "sh",
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        TerminalProgram.class.getName()),
                                Duration.ofMinutes(2)));
    }
}
