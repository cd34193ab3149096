package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"/opt/bin/sh", "bin/sh", "../opt/./bin/sh", "../../../opt/bin/../bin/sh"})
    void what_is_seen_behind_a_link_is_below_the_root_whoever_can_change_it(String target)
            throws IOException {
        Path program = Files.createDirectories(folder.resolve("opt/bin")).resolve("sh");
        Files.writeString(program, "");
        Files.setPosixFilePermissions(
                folder.resolve("opt"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createSymbolicLink(folder.resolve("opt/sh"), Path.of(target));

        assertThat(new Root(folder).seen("/opt/sh")).contains(program);
    }

    @Test
    void nothing_is_seen_behind_a_link_to_nothing() throws IOException {
        Files.createSymbolicLink(folder.resolve("sh"), Path.of("/bin/sh"));

        assertThat(new Root(folder).seen("/sh")).isEmpty();
    }

    @Test
    void a_circle_of_links_ends_the_look() throws IOException {
        Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("/a"));

        assertThatThrownBy(() -> new Root(folder).seen("/a"))
                .isInstanceOf(Conflict.class)
                .hasMessage("'/a' leads over too many links");
    }
}
