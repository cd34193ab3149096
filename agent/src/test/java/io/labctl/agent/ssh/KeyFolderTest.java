package io.labctl.agent.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.file.FolderEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
    private static final Accounts.User ADA =
            new Accounts.User("ada", 4711, 4711, "", "/home/ada", "/bin/sh");

    @TempDir private Path folder;

    @Test
    void one_that_cannot_be_judged_is_let_go_of() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "else it is refused before");
        Path home = Files.createDirectories(folder.resolve("home/ada"));
        Files.createDirectory(home.resolve(".ssh"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createDirectories(folder.resolve("etc/passwd")); // which no account can be read of
        var root = new Root(folder);

        try (Places places = root.places()) {
            assertThatThrownBy(() -> new KeyFolder(root, ADA).isThere(places))
                    .isInstanceOf(IOException.class);
            assertThat(held()).noneMatch(each -> each.endsWith(".ssh"));
        }
        assertThat(held()).isEmpty();
    }

    private List<Path> held() throws IOException {
        return FolderEntries.of(Path.of("/proc/self/fd")).stream()
                .flatMap(each -> target(each).stream())
                .filter(each -> each.startsWith(folder))
                .toList();
    }

    private static Optional<Path> target(Path handle) {
        try {
            return Optional.of(Files.readSymbolicLink(handle));
        } catch (IOException _) {
            return Optional.empty(); // what they were listed by
        }
    }
}
