package io.labctl.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalTest {
    @TempDir Path home;

    @Test
    void a_folder_takes_things_under_their_own_names() {
        assertThat(at(".", false)).isEqualTo(new Arrival(home.resolve("."), null));
    }

    @Test
    void what_is_not_there_is_a_new_name() {
        assertThat(at("new", false)).isEqualTo(new Arrival(home, "new"));
    }

    @Test
    void a_folder_that_is_missing_is_named() {
        assertThatThrownBy(() -> at("no/new", false))
                .isInstanceOf(NotFound.class)
                .hasMessage("no such folder '%s'", home.resolve("no"));
        assertThatThrownBy(() -> at("new", true))
                .isInstanceOf(NotFound.class)
                .hasMessage("no such folder '%s'", home.resolve("new"));
    }

    @Test
    void a_file_is_no_folder() throws IOException {
        Files.createFile(home.resolve("file"));

        assertThatThrownBy(() -> at("file", true))
                .isInstanceOf(Conflict.class)
                .hasMessage("'%s' is no folder", home.resolve("file"));
    }

    @Test
    void a_folder_that_is_there_gets_what_comes_and_keeps_the_rest() throws IOException {
        Path there = Files.createDirectories(home.resolve("d/sub"));
        Files.writeString(there.resolve("kept"), "old");
        Files.writeString(there.resolve("changed"), "old");
        Arrival arrival = at(".", false);
        Path hidden = arrival.hidden();
        Path sub = Files.createDirectories(hidden.resolve("d/sub"));
        Files.writeString(sub.resolve("changed"), "new");
        Files.createDirectory(sub.resolve("fresh"));

        arrival.check(new Delivered(hidden.resolve("d"), "d", false));
        arrival.put(new Delivered(hidden.resolve("d"), "d", false));
        Arrival.remove(hidden);

        assertThat(there.resolve("kept")).hasContent("old");
        assertThat(there.resolve("changed")).hasContent("new");
        assertThat(there.resolve("fresh")).isDirectory();
        assertThat(home).isDirectoryNotContaining("glob:**/.labctl-cp-*");
    }

    @Test
    void neither_a_file_nor_a_folder_takes_the_place_of_the_other() throws IOException {
        Files.createDirectory(home.resolve("folder"));
        Files.createFile(home.resolve("file"));
        Files.createSymbolicLink(home.resolve("link"), Path.of("folder"));
        Arrival arrival = at(".", false);
        Path hidden = arrival.hidden();
        Path file = Files.createFile(hidden.resolve("f"));
        Path folder = Files.createDirectory(hidden.resolve("d"));

        assertThatThrownBy(() -> arrival.check(new Delivered(file, "folder", false)))
                .isInstanceOf(Conflict.class)
                .message()
                .endsWith("/folder' is a folder: a file cannot replace it");
        assertThatThrownBy(() -> arrival.check(new Delivered(folder, "file", false)))
                .isInstanceOf(Conflict.class)
                .message()
                .endsWith("/file' is no folder: a folder cannot replace it");
        assertThatThrownBy(() -> arrival.check(new Delivered(folder, "link", false)))
                .isInstanceOf(Conflict.class)
                .message()
                .endsWith("/link' is no folder: a folder cannot replace it");
    }

    private Arrival at(String target, boolean folderNeeded) {
        return Arrival.at(new Place.Here(home.resolve(target), false), folderNeeded);
    }
}
