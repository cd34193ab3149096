package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** labd on one address of the machine, where it is not reached as localhost. */
class OneAddressIT {
    @TempDir private Path folder;

    @Test
    void where_it_says_that_it_is_reached_it_answers() throws Exception {
        Path data = folder.resolve("data");
        try (var labd = new LabdProcess(data, folder, "127.0.0.2:0").ready();
                var http =
                        HttpClient.newBuilder()
                                .sslContext(Identity.tls(null, data.resolve("admin/ca.pem")))
                                .build()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(labd.url().resolve("/healthz")).build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(labd.url()).hasHost("127.0.0.2");
            assertThat(data.resolve("admin/config.yaml"))
                    .content()
                    .contains("server: %s\n".formatted(labd.url()));
        }
    }
}
