package io.labctl.catalog.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderEntriesTest {
    @TempDir private Path folder;

    @Test
    void all_are_found() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path file = Files.createFile(inner.resolve("file"));

        assertThat(FolderEntries.of(folder)).containsExactly(inner);
        assertThat(FolderEntries.below(folder)).containsExactly(folder, inner, file);
    }

    @Test
    void a_folder_that_is_not_there_is_told_as_such() {
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> FolderEntries.of(none)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> FolderEntries.below(none)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_disk_that_fails_while_a_folder_is_read_is_told_with_the_folder() {
        assertTold(() -> FolderEntries.of(folder, new FailingFolder()));
        assertTold(
                () ->
                        FolderEntries.below(
                                folder,
                                Stream.generate(
                                        () -> {
                                            throw new UncheckedIOException(trouble());
                                        })));
    }

    private void assertTold(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        IOException.class,
                        e ->
                                assertThat(FileTrouble.sentence(e))
                                        .isEqualTo("'%s': input/output error", folder));
    }

    private static IOException trouble() {
        return new IOException("Input/output error");
    }

    private record FailingFolder() implements DirectoryStream<Path> {
        @Override
        public Iterator<Path> iterator() {
            throw new DirectoryIteratorException(trouble());
        }

        @Override
        public void close() {}
    }
}
