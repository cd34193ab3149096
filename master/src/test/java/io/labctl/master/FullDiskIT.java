package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.master.database.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What labd says when the disk below its embedded database has become full. */
class FullDiskIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void a_full_disk_is_told_to_callers_and_once_in_the_log_without_what_was_to_be_written()
            throws Exception {
        try (var disk = SmallDisk.at(folder.resolve("disk"));
                var labd =
                        new LabdProcess(disk.folder().resolve("data"), folder, "127.0.0.1:0")
                                .ready()) {
            disk.fill();
            String sentence =
                    "the disk of the database's folder '%s' is full; free space on it"
                            .formatted(disk.folder().resolve("data/postgres"));

            var refused =
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() -> token(labd), answer -> answer.status() != 201);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.problem().detail()).isEqualTo(sentence);
            assertThat(token(labd).problem().detail()).isEqualTo(sentence);
            var ready = labd.client(null).get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.text()).contains(sentence);
            assertThat(labd.log()).containsOnlyOnce(sentence).doesNotContain("\tat ", "sesame");

            disk.free();
            Awaitility.await()
                    .atMost(PATIENCE.dividedBy(2)) // not only when the refusal is forgotten
                    .until(() -> labd.client(null).get("/health/ready").status() == 200);
            assertThat(token(labd).status()).isEqualTo(201);
        }
    }

    @Test
    void a_start_on_a_full_disk_says_so() throws Exception {
        try (var disk = SmallDisk.at(folder.resolve("disk"))) {
            Path data = disk.folder().resolve("data");
            try (var first = new LabdProcess(data, folder, "127.0.0.1:0").ready()) {
                first.terminate();
                assertThat(first.exitCode(PATIENCE)).isZero();
            }
            disk.fill();

            try (var second = new LabdProcess(data, folder, "127.0.0.1:0")) {
                assertThat(second.exitCode(PATIENCE)).isEqualTo(1);
                assertThat(second.err())
                        .isEqualTo(
                                "labd: the disk of the database's folder '%s' is full; free space on it\n"
                                        .formatted(data.resolve("postgres")));
            }
        }
    }

    @Test
    void a_labd_that_was_killed_on_a_full_disk_starts_again_there() throws Exception {
        try (var disk = SmallDisk.at(folder.resolve("disk"))) {
            Path data = disk.folder().resolve("data");
            try (var first = new LabdProcess(data, folder, "127.0.0.1:0").ready()) {
                disk.fill();
                first.kill();
            }

            try (var second = new LabdProcess(data, folder, "127.0.0.1:0").ready()) {
                assertThat(second.client(null).get("/health/ready").status()).isEqualTo(503);
                assertThat(second.admin().get("/api/v1/servers").status()).isEqualTo(200);
            }
        }
    }

    /** Large, so that a few of them need room on the disk. */
    private static LabdClient.Answer token(LabdProcess labd) throws IOException {
        Map<String, String> labels =
                IntStream.range(0, 16)
                        .boxed()
                        .collect(Collectors.toMap(i -> "label" + i, _ -> "sesame".repeat(10)));
        return labd.admin()
                .post(
                        "/api/v1/tokens",
                        new TokenRequest(
                                new DnsLabel("baremetal"),
                                new DnsLabel("lab"),
                                new DnsLabel("web"),
                                new TreeMap<>(labels),
                                false,
                                Duration.ofHours(1),
                                null));
    }
}
