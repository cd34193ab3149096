package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.database.SmallDisk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What labd says when it cannot start. */
class LabdStartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void a_taken_port_is_one_sentence() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var labd = labd("127.0.0.1:" + taken.getLocalPort())) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(labd.err())
                    .isEqualTo(
                            "labd: cannot listen on 127.0.0.1:%d: Address already in use; stop what uses it or choose another with --listen\n"
                                    .formatted(taken.getLocalPort()));
            assertThat(folder.resolve("data/postgres")).doesNotExist();
        }
    }

    @Test
    void an_address_of_another_machine_is_told_as_that() throws Exception {
        try (var labd = labd("192.0.2.1:7443")) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(labd.err())
                    .isEqualTo(
                            "labd: cannot listen on 192.0.2.1:7443: the address is not one of this machine's; choose one that is with --listen\n");
        }
    }

    @Test
    void a_data_folder_that_cannot_be_written_is_one_sentence() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (var labd = new LabdProcess(file.resolve("data"), folder, "127.0.0.1:0")) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(labd.err().lines()).hasSize(1);
            assertThat(labd.err()).startsWith("labd: ").contains(file.toString());
        }
    }

    @Test
    void a_data_folder_that_is_a_file_is_told_as_that() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (var labd = new LabdProcess(file, folder, "127.0.0.1:0")) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(labd.err())
                    .isEqualTo(
                            "labd: the data folder '%s' is a file, not a folder; give another with --data\n"
                                    .formatted(file));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 80})
    void a_disk_without_room_for_a_first_start_is_told_with_what_it_needs(int megabytes)
            throws Exception {
        try (var disk = SmallDisk.at(folder.resolve("small"), megabytes);
                var labd = new LabdProcess(disk.folder().resolve("data"), folder, "127.0.0.1:0")) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(labd.err())
                    .isEqualTo(
                            "labd: the disk of the embedded database's folder '%s' has no room for a first start, which needs at least 100 MB; free space on it or give another folder with --data\n"
                                    .formatted(disk.folder().resolve("data/postgres")));
        }
    }

    @Test
    void a_key_in_the_environment_that_is_none_is_told_with_its_variable() throws Exception {
        try (var labd =
                new LabdProcess(
                        folder.resolve("data"),
                        folder,
                        "127.0.0.1:0",
                        Map.of("LABD_CA_KEY", "abc"))) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(2);
            assertThat(labd.err())
                    .isEqualTo(
                            "labd: environment variable LABD_CA_KEY: must hold the CA's encryption key, 32 bytes in base64, but it holds 2\n");
        }
    }

    @Test
    void a_key_file_that_holds_no_key_is_told_before_anything_is_made() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.key"), "root:x:0:0");
        try (var labd = withKeyFile(wrong)) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(2);
            assertThat(labd.err())
                    .isEqualTo(
                            "labd: ca.key-file '%s' must hold the CA's encryption key, 32 bytes in base64, but it is not base64\n"
                                    .formatted(wrong));
            assertThat(folder.resolve("data/postgres")).doesNotExist();
        }
    }

    @Test
    void a_key_file_in_a_folder_that_is_not_there_is_not_made() throws Exception {
        Path unmounted = folder.resolve("secrets/ca.key");
        try (var labd = withKeyFile(unmounted)) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(labd.err())
                    .isEqualTo(
                            "labd: the CA's key file '%s' cannot be made: there is no folder '%s'\n"
                                    .formatted(unmounted, unmounted.getParent()));
            assertThat(folder.resolve("data/postgres")).doesNotExist();
        }
    }

    private LabdProcess withKeyFile(Path file) throws IOException {
        return new LabdProcess(
                folder.resolve("data"),
                folder,
                "127.0.0.1:0",
                Map.of("LABD_CA_KEY_FILE", file.toString()));
    }

    private LabdProcess labd(String listen) throws IOException {
        return new LabdProcess(folder.resolve("data"), folder, listen);
    }
}
