package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What labd does with clients that take their time. */
class SlowClientsIT {
    @RegisterExtension
    static final RunningLabd labd =
            new RunningLabd(
                    HttpLimits.NARROW
                            .withBodies(HttpLimits.BODY, Duration.ofSeconds(1))
                            .withSlowest(Duration.ofSeconds(1)));

    private static LabdClient agent;

    @BeforeAll
    static void anAgentJoins() {
        agent = labd.agent("web01");
    }

    @Test
    void a_client_that_is_slow_with_its_headers_is_dropped() throws IOException {
        try (var raw = new RawConnection(labd.anyone(), labd.port())) {
            assertThat(raw.says("GET /healthz HTTP/1.1\r\nHost: ").hears()).doesNotContain("200");
        }
    }

    @Test
    void a_client_that_says_nothing_is_dropped() throws IOException {
        try (var silent = new Socket(InetAddress.getLoopbackAddress(), labd.port())) {
            silent.setSoTimeout(15_000);

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{"})
    void a_client_that_stops_sending_its_body_is_told_and_dropped(String beginning)
            throws IOException {
        try (var raw = new RawConnection(agent, labd.port())) {
            raw.asks("POST /agent/v1/reports HTTP/1.1", "Host: x", "Content-Length: 1000")
                    .says(beginning);

            assertThat(raw.hears())
                    .startsWith("HTTP/1.1 408 Request Time-out")
                    .contains("the request's body did not arrive within 1s");
        }
    }

    @Test
    @Timeout(10)
    void a_body_that_drips_is_given_up_when_its_time_is_over() throws IOException {
        try (var raw = new RawConnection(agent, labd.port())) {
            raw.asks("POST /agent/v1/reports HTTP/1.1", "Host: x", "Content-Length: 1000");
            Optional<String> answer = Optional.empty();
            while (answer.isEmpty()) {
                answer = raw.says(" ").hearsLineWithin(Duration.ofMillis(100));
            }

            assertThat(answer).contains("HTTP/1.1 408 Request Time-out");
            assertThat(raw.hears()).contains("the request's body did not arrive within 1s");
        }
    }

    @Test
    void a_client_that_leaves_once_its_body_was_given_up_leaves_nothing_behind()
            throws IOException {
        try (var log = LoggedLines.of("io.undertow.request")) {
            try (var raw = new RawConnection(agent, labd.port())) {
                raw.asks(
                        "POST /agent/v1/reports HTTP/1.1",
                        "Host: x",
                        "Transfer-Encoding: chunked",
                        "Expect: 100-continue");
                raw.hearsHeaders();
                raw.says("1\r\n{\r\n");
                assertThat(raw.hearsLine()).isEqualTo("HTTP/1.1 408 Request Time-out");
            }

            placeIsFree();
            assertThat(log.all()).isEmpty();
        }
    }

    @Test
    void a_body_that_was_given_up_takes_up_nothing() throws IOException {
        try (var raw = new RawConnection(agent, labd.port())) {
            raw.asks(
                            "POST /agent/v1/reports HTTP/1.1",
                            "Host: x",
                            "Content-Length: " + HttpLimits.BODY)
                    .says("{");
            assertThat(raw.hears()).startsWith("HTTP/1.1 408");

            placeIsFree();
        }
    }

    /** For the one body that labd takes at a time. */
    private static void placeIsFree() {
        var answer =
                await().until(
                                () ->
                                        agent.postBytes(
                                                "/agent/v1/reports", new byte[HttpLimits.BODY]),
                                each -> each.status() != 503);
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void a_client_that_waits_to_be_told_to_go_on_is_told() throws IOException {
        try (var raw = new RawConnection(agent, labd.port())) {
            raw.asks(
                    "POST /agent/v1/reports HTTP/1.1",
                    "Host: x",
                    "Content-Length: 2",
                    "Content-Type: application/json",
                    "Expect: 100-continue");

            assertThat(raw.hearsLine()).isEqualTo("HTTP/1.1 100 Continue");
        }
    }
}
