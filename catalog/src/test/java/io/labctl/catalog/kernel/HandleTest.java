package io.labctl.catalog.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandleTest {
    @TempDir private Path folder;

    @Test
    void it_stays_on_the_thing_whatever_stands_there_by_now() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "inside");

        try (Handle held = Handle.at(file)) {
            Files.delete(file);
            Files.writeString(file, "other");

            assertThat(held.path()).hasContent("inside");
            assertThat(Handle.isIn(held.path())).isTrue();
        }
        assertThat(Handle.isIn(file)).isFalse();
    }

    @Test
    void a_link_is_followed_only_where_that_is_asked_for() throws IOException {
        Files.writeString(folder.resolve("file"), "inside");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));

        try (Handle followed = Handle.at(link);
                Handle on = Handle.on(link).orElseThrow();
                Handle directory = Handle.at(folder);
                Handle entry = directory.entry(name("link"), "link")) {
            assertThat(Files.isRegularFile(followed.path())).isTrue();
            assertThat(Files.isRegularFile(on.path())).isFalse();
            assertThat(Files.isRegularFile(entry.path())).isFalse();
        }
    }

    @Test
    void an_entry_is_one_of_the_held_directory_wherever_that_is_by_now() throws IOException {
        Path before = Files.createDirectory(folder.resolve("before"));
        Files.writeString(before.resolve("grüße"), "inside");

        try (Handle directory = Handle.at(before)) {
            Files.move(before, folder.resolve("after"));

            try (Handle entry = directory.entry(name("grüße"), "grüße")) {
                assertThat(entry.path()).hasContent("inside");
            }
        }
    }

    @Test
    void what_is_not_there_is_an_answer_where_it_is_looked_for_and_else_an_error()
            throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "inside");

        try (Handle directory = Handle.at(folder);
                Handle held = Handle.at(file)) {
            assertThat(directory.find(name("none"), "none")).isEmpty();
            assertThat(held.find(name("below"), "below")).isEmpty();
            assertThat(Handle.on(folder.resolve("none"))).isEmpty();
            assertThatThrownBy(() -> directory.entry(name("none"), "none").close())
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessage("none");
            assertThatThrownBy(() -> held.entry(name("below"), "below").close())
                    .isInstanceOf(FileSystemException.class)
                    .hasMessage("below: not a directory");
        }
    }

    @Test
    void a_closed_one_leads_nowhere() throws IOException {
        Handle held = Handle.at(folder);
        Path path = held.path();

        held.close();

        assertThat(Files.exists(path) && Files.isSameFile(path, folder)).isFalse();
    }

    private static byte[] name(String name) {
        return PathBytes.ofName(Path.of(name));
    }
}
