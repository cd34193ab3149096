package io.labctl.agent.type.sysctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a real kernel. {@code /proc/sys} shows whoever reads it the settings of its own namespaces, so
 * this type's test runs as a program inside a node.
 */
class SysctlTypeIT {
    @TempDir private Path folder;

    @Test
    void a_setting_of_the_kernel_is_set_kept_repaired_and_let_go() throws IOException {
        try (ThrowAwayNode node = ThrowAwayNode.start(folder)) {
            var command =
                    Command.of(
                            List.of(
                                    System.getProperty("java.home") + "/bin/java",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    SysctlProgram.class.getName()),
                            Duration.ofMinutes(1));

            assertThat(node.machine().commands().require(command).lines())
                    .containsExactly(
                            "CHANGED 77 77",
                            "UNCHANGED 77 77",
                            "CORRECTED 77 77",
                            "CHANGED 77 -",
                            "UNCHANGED 77 -",
                            "FAILED the kernel does not take 'yes' for net.ipv4.ip_default_ttl: invalid argument");
        }
    }
}
