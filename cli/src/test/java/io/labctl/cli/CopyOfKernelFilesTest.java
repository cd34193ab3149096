package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that say that they are empty, and have something to read all the same. */
class CopyOfKernelFilesTest extends WithCopies {
    private static final Path VERSION = Path.of("/proc/version");

    @Test
    void what_is_read_of_them_comes_from_a_server() throws IOException {
        assertThat(cp(remote("/proc/version"), remote("/proc/mounts"), here)).isEqualTo(done());

        assertThat(names(here)).containsExactly("mounts", "version");
        assertThat(here.resolve("version")).hasSameTextualContentAs(VERSION);
        assertThat(here.resolve("mounts")).content().contains(" /proc ");
        assertThat(Files.getPosixFilePermissions(here.resolve("version")))
                .isEqualTo(Files.getPosixFilePermissions(VERSION));
    }

    @Test
    void what_is_read_of_them_comes_to_a_server() throws IOException {
        assertThat(cp("/proc/version", "/proc/mounts", remote(""))).isEqualTo(done());

        assertThat(names(there)).containsExactly("mounts", "version");
        assertThat(there.resolve("version")).hasSameTextualContentAs(VERSION);
        assertThat(there.resolve("mounts")).content().contains(" /proc ");
    }

    @Test
    void folders_of_them_come_to_a_server_too() throws IOException {
        cp("/proc/sys/kernel/random", remote(""));

        assertThat(there.resolve("random/boot_id"))
                .hasSameTextualContentAs(Path.of("/proc/sys/kernel/random/boot_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc", "/proc/sys/kernel"})
    void folders_of_them_do_not_come_from_a_server(String folder) {
        assertThat(cp(remote(folder), here))
                .isEqualTo(
                        refused(
                                "server 'web1': '%s' is of the kernel, whose files do not say how long they are: copy them one by one"
                                        .formatted(folder)));
        assertThat(names(here)).isEmpty();
    }

    @Test
    void what_is_empty_stays_so() throws IOException {
        write(here.resolve("from"), "");
        write(there.resolve("empty"), "");

        assertThat(cp(here.resolve("from"), remote(""))).isEqualTo(done());
        assertThat(cp(remote("empty"), here)).isEqualTo(done());

        assertThat(there.resolve("from")).isEmptyFile();
        assertThat(here.resolve("empty")).isEmptyFile();
    }

    @Test
    void what_cannot_be_read_to_its_end_is_told() throws IOException {
        Path memory = Path.of("/proc/self/mem");

        Operator.Result sent = cp(memory, remote(""));
        Operator.Result got = cp(remote(memory.toString()), here);

        assertThat(sent.exit()).isEqualTo(1);
        assertThat(sent.err()).isEqualTo("labctl: '/proc/self/mem': input/output error\n");
        assertThat(got).isEqualTo(refused("server 'web1': '/proc/self/mem': Input/output error"));
        assertThat(names(there)).isEmpty();
        assertThat(names(here)).isEmpty();
    }
}
