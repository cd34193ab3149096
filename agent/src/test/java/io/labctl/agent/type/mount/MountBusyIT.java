package io.labctl.agent.type.mount;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mount that somebody uses is not unmounted, and it is said by whom. */
class MountBusyIT {
    private static final MountResource GONE =
            new MountResource("/srv", MountState.ABSENT, "", "", List.of(), 0, 0);

    @TempDir private Path folder;

    @Test
    void the_process_that_uses_it_is_named() throws IOException {
        try (ThrowAwayNode node = ThrowAwayNode.start(folder)) {
            TestMachine machine = TestMachine.of(node.machine(), folder);
            inside(node, "mount -t tmpfs tmpfs /srv");
            String pid =
                    inside(node, "cd /srv && { sleep 1000 >/dev/null 2>&1 & } && echo $!").strip();

            assertThat(machine.apply(GONE).getFirst().reason())
                    .startsWith("umount exited 32: ")
                    .endsWith("; process %s (sleep) uses it: end that first".formatted(pid));

            inside(node, "kill -9 " + pid);
            assertThat(machine.apply(GONE).getFirst().outcome()).isEqualTo(ResourceOutcome.CHANGED);
        }
    }

    private static String inside(ThrowAwayNode node, String script) throws IOException {
        return node.machine()
                .commands()
                .require(Command.of(List.of("/bin/sh", "-ec", script), Duration.ofMinutes(1)));
    }
}
