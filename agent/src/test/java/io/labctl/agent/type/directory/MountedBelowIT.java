package io.labctl.agent.type.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedBelowIT {
    @TempDir private Path folder;

    @Test
    void a_purge_does_not_enter_what_is_mounted_there() throws IOException {
        try (ThrowAwayNode node = ThrowAwayNode.start(folder)) {
            var machine = TestMachine.of(node.machine(), folder);
            sh(
                    node,
                    """
                    mkdir -p /srv/app/data /srv/app/same /srv/other
                    mount -t tmpfs none /srv/app/data
                    echo x > /srv/app/data/file
                    echo x > /srv/other/file
                    mount --bind /srv/other /srv/app/same
                    echo x > /srv/app/old
                    """);
            var tree = new Tree(false, null, true, List.of(), List.of(), List.of(), true);
            var wanted =
                    new DirectoryResource("/srv/app", Presence.PRESENT, null, null, null, tree);

            assertThat(machine.apply(wanted).getFirst().reason()).isNull();
            var absent = new DirectoryResource("/srv/app", Presence.ABSENT, null, null, null, tree);
            assertThat(machine.apply(absent).getFirst().reason())
                    .isEqualTo(
                            "directory '/srv/app' is not empty: what is mounted below it, or managed by another resource, is left");

            assertThat(sh(node, "find /srv/app | sort"))
                    .isEqualTo(
                            """
                            /srv/app
                            /srv/app/data
                            /srv/app/data/file
                            /srv/app/same
                            /srv/app/same/file
                            """);
        }
    }

    private static String sh(ThrowAwayNode node, String script) throws IOException {
        return node.machine()
                .commands()
                .require(Command.of(List.of("/bin/sh", "-c", script), Duration.ofMinutes(1)));
    }
}
