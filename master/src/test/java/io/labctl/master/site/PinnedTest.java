package io.labctl.master.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PinnedTest {
    @TempDir private Path folder;

    @Test
    void a_pipe_is_told_without_waiting_for_a_writer() throws Exception {
        Path pipe = Pipes.make(folder.resolve("pipe"));

        assertThatThrownBy(() -> at(pipe))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(pipe + ": it is no regular file");
        assertThatThrownBy(() -> entry("pipe")).isInstanceOf(FileSystemException.class);
    }

    @Test
    void what_was_held_is_read_whatever_stands_there_by_now() throws Exception {
        Path file = Files.writeString(folder.resolve("grüße + ä"), "inside");

        try (Pinned held = Pinned.at(file)) {
            Files.delete(file);
            Pipes.make(file);

            assertThat(held.bytes(100)).asString(StandardCharsets.UTF_8).isEqualTo("inside");
        }
    }

    @Test
    void no_more_is_read_than_was_asked_for() throws IOException {
        Files.writeString(folder.resolve("grüße + ä"), "inside");

        try (Pinned held = Pinned.at(folder);
                Pinned entry = held.entry(Path.of("grüße + ä"))) {
            assertThat(entry.bytes(2)).asString(StandardCharsets.UTF_8).isEqualTo("in");
        }
    }

    @Test
    void a_link_is_followed_only_where_the_whole_path_is_asked_for() throws IOException {
        Files.writeString(folder.resolve("file"), "inside");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(folder.resolve("up"), Path.of("."));

        assertThat(at(folder.resolve("link"))).asString(StandardCharsets.UTF_8).isEqualTo("inside");
        assertThatThrownBy(() -> entry("link"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("it is no regular file");
        try (Pinned held = Pinned.at(folder);
                Pinned up = held.entry(Path.of("up"))) {
            assertThatThrownBy(() -> up.entry(Path.of("file")).close())
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("not a directory");
        }
    }

    @Test
    void nothing_at_all_is_told_as_that() {
        assertThatThrownBy(() -> entry("none")).isInstanceOf(NoSuchFileException.class);
    }

    private static byte[] at(Path path) throws IOException {
        try (Pinned held = Pinned.at(path)) {
            return held.bytes(100);
        }
    }

    private byte[] entry(String name) throws IOException {
        try (Pinned held = Pinned.at(folder);
                Pinned entry = held.entry(Path.of(name))) {
            return entry.bytes(100);
        }
    }
}
