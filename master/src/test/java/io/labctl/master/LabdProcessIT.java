package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.name.DnsLabel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How labd ends and comes back. */
class LabdProcessIT {
    private static final Duration PROMISED = Duration.ofSeconds(10);

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
            raw.asks(
                            "POST /api/v1/tokens HTTP/1.1",
                            "Host: x",
                            "Content-Type: application/json",
                            "Connection: close",
                            "Content-Length: 2")
                    .says("{");
            labd.admin().get("/healthz");

            labd.terminate();
            raw.says("}");

            assertThat(raw.hears()).startsWith("HTTP/1.1 400");
            assertThat(labd.exitCode(PROMISED)).isZero();
        }
    }

    @Test
    void a_second_one_on_the_same_data_tells_which_process_has_them() throws Exception {
        try (var first = labd("127.0.0.1:0").ready();
                var second = labd("127.0.0.1:0")) {
            assertThat(second.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(second.err())
                    .isEqualTo(
                            "labd: the folder '%s' is in use by another labd, pid %d; stop that one, or give another folder with --data\n"
                                    .formatted(folder.resolve("data/postgres"), first.pid()));
        }
    }

    private LabdProcess labd(String listen) throws IOException {
        return new LabdProcess(folder.resolve("data"), folder, listen);
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
