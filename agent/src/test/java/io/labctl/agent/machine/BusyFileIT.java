package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.apply.TestMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As in a container, whose hosts file is another one, mounted over its own. */
class BusyFileIT {
    @TempDir private Path folder;

    @Test
    void a_file_that_cannot_be_replaced_is_written_through() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "a mount needs root");
        var machine = new TestMachine(folder).write("/etc/hosts", "below\n");
        Path mounted = Files.writeString(folder.resolve("mounted"), "127.0.0.1 localhost\n");
        Object before = Files.getAttribute(mounted, "unix:ino");

        assertThat(underAMount(mounted, machine.at("/etc/hosts"))).isEqualTo("CHANGED null\n");

        assertThat(mounted).hasContent("127.0.0.1 localhost\n10.0.0.1\tdb\n");
        assertThat(Files.getAttribute(mounted, "unix:ino")).isEqualTo(before);
        assertThat(machine.read("/etc/hosts")).isEqualTo("below\n");
        assertThat(machine.at("/etc")).isDirectoryNotContaining("glob:**lab-agent");
    }

    /** In a mount namespace of its own, for only there the file is one that is mounted on. */
    private String underAMount(Path file, Path place) throws IOException {
        String script = "mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"";
        return new LocalCommands()
                .require(
                        Command.of(
                                List.of(
                                        "unshare",
                                        "--mount",
                                        "/bin/sh",
                                        "-c",
                                        script,
                                        "sh",
                                        file.toString(),
                                        place.toString(),
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        BusyFileProgram.class.getName(),
                                        folder.toString()),
                                Duration.ofMinutes(2)));
    }
}
