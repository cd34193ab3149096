package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.Root;
import io.labctl.agent.type.ManagedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The holds of a machine with dnf, which takes a second to tell them. */
class VersionLocksTest {
    @TempDir private Path root;
    private final FakeCommands commands = new FakeCommands();
    private final List<Command> asked = new ArrayList<>();
    private Packages packages;

    @BeforeEach
    void makeMachine() throws IOException {
        write("/etc/os-release", "ID=fedora\n");
        write("/etc/dnf/plugins/versionlock.conf", "[main]\nlocklist = /etc/dnf/locks.list\n");
        write("/etc/dnf/locks.list", "lab-clock-0:1.1-1.*\n");
        commands.program("dnf", this::dnf);
        packages = ManagedMachine.found(new Root(root), commands, new FakeTime()).packages();
    }

    private Finished dnf(Command command) {
        asked.add(command);
        try {
            Path list = root.resolve("etc/dnf/locks.list");
            if (command.argv().contains("add")) {
                Files.writeString(list, Files.readString(list) + "other-0:1-1.*\n");
            }
            return new Finished(0, Files.readString(list), "", false);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void they_are_read_once_as_long_as_nobody_changes_them() throws IOException {
        assertThat(packages.held(List.of("lab-clock", "other"))).containsExactly("lab-clock");
        assertThat(packages.held(List.of("lab-clock"))).containsExactly("lab-clock");
        assertThat(packages.held(List.of("other"))).isEmpty();

        assertThat(asked).hasSize(1);
    }

    @Test
    void what_the_agent_or_somebody_else_changes_is_seen() throws IOException {
        packages.held(List.of("other"));

        packages.hold("other");
        assertThat(packages.held(List.of("other"))).containsExactly("other");

        write("/etc/dnf/locks.list", "");
        assertThat(packages.held(List.of("other"))).isEmpty();
    }

    @Test
    void it_may_take_as_long_as_fetching_lists_takes() throws IOException {
        packages.held(List.of("lab-clock"));

        assertThat(asked.getFirst().limit()).isEqualTo(Duration.ofMinutes(10));
    }

    private void write(String path, String text) throws IOException {
        Path file = new Root(root).at(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
