package io.labctl.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.session.Frame;
import io.labctl.cli.TestAuthority;
import io.labctl.cli.config.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UploadTest {
    private static final TestAuthority CA = new TestAuthority();
    private static final String REFUSAL =
            """
            HTTP/1.1 409 Conflict\r
            Content-Type: application/problem+json\r
            Content-Length: 92\r
            \r
            {"type":"urn:labctl:problem:conflict","title":"C","status":409,"detail":"no","errors":[]}   \
            """;

    @Test
    void a_refusal_is_told_though_no_frame_has_been_sent_yet() throws Exception {
        var told = new CompletableFuture<Optional<LabException>>();
        var silent = new CountDownLatch(1);

        try (var labd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var exchange = exchangeWith(labd)) {
            Thread.ofVirtual().start(() -> refuseOne(labd));
            try (Upload upload = exchange.upload("/input", "4", () -> nothingUntil(silent))) {
                upload.whenEnded(told::complete);

                assertThat(told.get(1, TimeUnit.MINUTES)).get().isInstanceOf(Conflict.class);
            }
        }
    }

    @Test
    void what_is_under_way_holds_nobody_up_who_closes() throws Exception {
        try (var labd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Exchange exchange = exchangeWith(labd);
            var _ = exchange.upload("/input", "4", () -> nothingUntil(new CountDownLatch(1)));

            try (Socket _ = labd.accept()) {
                assertThat(CompletableFuture.runAsync(exchange::close))
                        .succeedsWithin(Duration.ofSeconds(20));
            }
        }
    }

    private static Optional<Frame> nothingUntil(CountDownLatch silent) throws InterruptedException {
        silent.await();
        return Optional.empty();
    }

    private static void refuseOne(ServerSocket labd) {
        try (Socket connection = labd.accept()) {
            var request =
                    new BufferedReader(
                            new InputStreamReader(
                                    connection.getInputStream(), StandardCharsets.US_ASCII));
            List<String> head = request.lines().takeWhile(line -> !line.isEmpty()).toList();
            assertThat(head).contains("Lab-Turn: 4");
            connection.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().flush();
            request.lines().forEach(_ -> {}); // it is the caller who hangs up
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Exchange exchangeWith(ServerSocket labd) {
        Path none = Path.of("none");
        URI address = URI.create("http://localhost:" + labd.getLocalPort());
        TestAuthority.Leaf ann = CA.person("ann");
        return Exchange.with(
                Target.of("lab", address, none, none, none),
                new Identity(List.of(ann.certificate()), ann.key(), List.of(CA.root())),
                Clock.systemUTC());
    }
}
