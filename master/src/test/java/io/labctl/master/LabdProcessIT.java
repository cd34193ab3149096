package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.name.DnsLabel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How labd starts, ends and comes back. */
class LabdProcessIT {
    private static final Duration PROMISED = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void it_ends_well_when_it_is_told_to_and_keeps_everything_when_it_is_killed() throws Exception {
        String ca;
        try (var labd = labd("127.0.0.1:0").ready()) {
            labd.admin().post("/api/v1/tokens", token());
            new Enrolment(labd.admin(), labd.admin()).identity("web01");
            ca = labd.admin().get("/ca.pem").text();
            labd.kill();
        }

        try (var labd = labd("127.0.0.1:0").ready()) {
            assertThat(labd.admin().get("/ca.pem").text()).isEqualTo(ca);
            assertThat(labd.admin().get("/api/v1/tokens").tree().get("items")).hasSize(2);
            assertThat(labd.admin().get("/api/v1/servers/web01").status()).isEqualTo(200);

            labd.terminate();

            assertThat(labd.exitCode(PROMISED)).isZero();
        }
    }

    @Test
    void a_running_request_is_answered_before_it_ends() throws Exception {
        try (var labd = labd("127.0.0.1:0").ready();
                var raw = new RawConnection(labd.admin(), labd.port())) {
            raw.says(
                    "POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Connection: close\r\nContent-Length: 2\r\n\r\n{");
            labd.admin().get("/healthz");

            labd.terminate();
            raw.says("}");

            assertThat(raw.hears()).startsWith("HTTP/1.1 400");
            assertThat(labd.exitCode(PROMISED)).isZero();
        }
    }

    @Test
    void a_taken_port_is_one_sentence() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var labd = labd("127.0.0.1:" + taken.getLocalPort())) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(labd.err())
                    .isEqualTo(
                            "labd: cannot listen on 127.0.0.1:%d: Address already in use; stop what uses it or choose another with --listen\n"
                                    .formatted(taken.getLocalPort()));
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
    void a_full_disk_is_one_sentence() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()), "mounting needs root");
        try (var labd = new LabdProcess(small.resolve("data"), folder, "127.0.0.1:0")) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(labd.err().lines()).hasSize(1);
            assertThat(labd.err()).startsWith("labd: ").contains("No space left on device");
        } finally {
            run("umount", small.toString());
        }
    }

    private LabdProcess labd(String listen) throws IOException {
        return new LabdProcess(folder.resolve("data"), folder, listen);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private static TokenRequest token() {
        return new TokenRequest(
                new DnsLabel("baremetal"),
                new DnsLabel("lab"),
                new DnsLabel("web"),
                new TreeMap<>(),
                false,
                Duration.ofHours(1),
                null);
    }
}
