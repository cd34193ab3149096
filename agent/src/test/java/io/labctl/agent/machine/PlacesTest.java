package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    @TempDir private Path folder;

    @BeforeEach
    void makeTree() throws IOException {
        Files.createDirectories(folder.resolve("usr/lib"));
        Files.writeString(folder.resolve("usr/lib/conf"), "here");
    }

    @Test
    void an_absolute_link_of_roots_counts_from_the_root_that_is_managed() throws IOException {
        Files.createSymbolicLink(folder.resolve("lib"), Path.of("/usr/lib"));

        try (Places places = new Root(folder).places()) {
            assertThat(places.of("/lib/conf")).hasContent("here");
        }
    }

    @Test
    void a_relative_link_never_leaves_the_root() throws IOException {
        Files.createSymbolicLink(folder.resolve("usr/up"), Path.of("../../../../usr/lib"));

        try (Places places = new Root(folder).places()) {
            assertThat(places.of("/usr/up/conf")).hasContent("here");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"./../usr/lib", "lib/./..//lib/.", "./lib/../.././usr/./lib"})
    void a_dot_in_a_link_is_where_it_stands(String target) throws IOException {
        Files.createSymbolicLink(folder.resolve("usr/up"), Path.of(target));

        try (Places places = new Root(folder).places()) {
            assertThat(places.of("/usr/up/conf")).hasContent("here");
        }
    }

    @Test
    void below_what_others_can_write_it_is_the_same() throws IOException {
        Files.createDirectory(folder.resolve("tmp"));
        Files.setPosixFilePermissions(
                folder.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createSymbolicLink(folder.resolve("tmp/up"), Path.of("../usr/./lib"));

        try (Places places = new Root(folder).places()) {
            assertThat(places.of("/tmp/up/conf")).hasContent("here");
            assertThat(places.find("/tmp/none/conf")).isEmpty();
            assertThat(places.find("/tmp/up/conf/below")).isEmpty();
        }
    }

    @Test
    void a_link_that_others_can_exchange_is_not_followed_whosever_it_is() throws IOException {
        Files.createDirectory(folder.resolve("tmp"));
        Files.setPosixFilePermissions(
                folder.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createSymbolicLink(folder.resolve("tmp/conf"), Path.of("/usr/lib/conf"));

        try (Places places = new Root(folder).places()) {
            assertThatThrownBy(() -> places.behind("/tmp/conf"))
                    .isInstanceOf(Conflict.class)
                    .hasMessage("'/tmp/conf' is a link in a directory that others can change");
        }
    }

    @Test
    void a_directory_that_is_missing_is_named() throws IOException {
        try (Places places = new Root(folder).places()) {
            assertThat(places.find("/etc/app/conf")).isEmpty();
            assertThatThrownBy(() -> places.of("/etc/app/conf"))
                    .isInstanceOf(NotFound.class)
                    .hasMessage("no directory '/etc/app' to put 'conf' in");
        }
    }

    @Test
    void a_circle_of_links_ends() throws IOException {
        Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("/a"));

        try (Places places = new Root(folder).places()) {
            assertThatThrownBy(() -> places.find("/a/conf"))
                    .isInstanceOf(Conflict.class)
                    .hasMessage("'/a' leads over too many links");
            assertThatThrownBy(() -> places.behind("/a"))
                    .isInstanceOf(Conflict.class)
                    .hasMessage("'/a' leads over too many links");
        }
    }
}
