package io.labctl.catalog.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir Path folder;

    @Test
    void a_file_and_the_folders_made_for_it_are_for_their_owner_alone() throws IOException {
        Path file = folder.resolve("new/file");

        DurableFile.write(file, new byte[] {1});

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("new"))).isEqualTo("rwx------");
    }

    @Test
    void a_new_content_takes_the_place_of_the_old_and_leaves_no_draft() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old and longer");
        Files.writeString(folder.resolve(".file.new"), "left by a crash");

        DurableFile.write(file, new byte[] {'n', 'e', 'w'});

        assertThat(file).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void what_goes_wrong_is_told_with_the_file_in_words() throws IOException {
        Path file = Files.createDirectories(folder.resolve("file/inside")).resolveSibling("");

        assertThatThrownBy(() -> Files.delete(file))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e ->
                                assertThat(FileTrouble.sentence(e))
                                        .isEqualTo("'%s': directory not empty".formatted(file)));
        assertThatThrownBy(() -> Files.size(folder.resolve("none")))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(FileTrouble.reason(e)).isEqualTo("no such file"));
    }

    @Test
    void where_nothing_can_be_written_the_file_is_named_and_not_its_draft() {
        Path file = Path.of("/proc/nothing-can-be-made-here");

        assertThatThrownBy(() -> DurableFile.write(file, new byte[] {1}))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e ->
                                assertThat(FileTrouble.sentence(e))
                                        .isEqualTo("'%s': no such file", file));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
