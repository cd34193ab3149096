package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Problem;
import io.labctl.master.RunningLabd.HttpLimits;
import io.labctl.master.store.GzipJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What labd does with requests that are too large, too slow, too many or nonsense. */
class HttpIT {
    private static final int BODY = 100_000;
    private static final int DECOMPRESSED = 200_000;

    @RegisterExtension
    static final RunningLabd labd =
            new RunningLabd(new HttpLimits(3, BODY, DECOMPRESSED, Duration.ofSeconds(2)));

    private static LabdClient agent;

    @BeforeAll
    static void anAgentJoins() {
        agent = labd.agent("web01");
    }

    @Test
    void a_body_that_says_it_is_too_large_is_refused() {
        tooLarge(
                agent.postBytes("/agent/v1/reports", new byte[BODY + 1]),
                "the request's body is larger than 100000 bytes");
    }

    @Test
    void a_body_that_turns_out_too_large_is_refused() {
        var endless = new ByteArrayInputStream(new byte[10 * BODY]);

        var answer =
                agent.send(
                        agent.request("/agent/v1/reports")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofInputStream(() -> endless)));

        tooLarge(answer, "the request's body is larger than 100000 bytes");
    }

    @Test
    void a_body_that_is_too_large_when_decompressed_is_refused() {
        byte[] bomb = GzipJson.compress(new byte[50 * DECOMPRESSED]);

        tooLarge(
                agent.postBytes("/agent/v1/reports", bomb, "Content-Encoding", "gzip"),
                "the request's body is larger than 200000 bytes when decompressed");
    }

    @Test
    void a_stranger_may_not_send_much() {
        tooLarge(
                labd.anyone().postBytes("/agent/v1/enroll", new byte[70_000]),
                "the request's body is larger than 65536 bytes");
    }

    @Test
    void a_stranger_may_not_send_what_labd_has_to_decompress() {
        byte[] gzip = GzipJson.compress(new byte[100]);

        var answer = labd.anyone().postBytes("/agent/v1/enroll", gzip, "Content-Encoding", "gzip");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem().detail())
                .isEqualTo("a body with a content encoding needs a client certificate");
    }

    @Test
    void a_cut_gzip_body_is_refused() {
        byte[] gzip = GzipJson.compress("{\"a\":1}".getBytes(StandardCharsets.US_ASCII));

        var answer =
                agent.postBytes(
                        "/agent/v1/reports",
                        Arrays.copyOf(gzip, gzip.length - 5),
                        "Content-Encoding",
                        "gzip");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail()).isEqualTo("request body is not valid gzip");
    }

    @Test
    void another_content_encoding_is_refused() {
        var answer = agent.postBytes("/agent/v1/reports", new byte[3], "Content-Encoding", "zstd");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem().detail())
                .isEqualTo("content encoding 'zstd' is not known, only gzip");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nothing,404,there is no such path",
        "GET,/api/v1/servers/web01/nothing,404,there is no such path",
        "PUT,/api/v1/servers,405,this path does not take this method",
        "DELETE,/healthz,405,this path does not take this method"
    })
    void what_does_not_exist_is_a_problem(String method, String path, int status, String detail) {
        var answer =
                labd.admin()
                        .send(labd.admin().request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem().detail()).isEqualTo(detail);
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    }

    @Test
    void another_content_type_is_refused() {
        var answer =
                agent.send(
                        agent.request("/agent/v1/reports")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem().detail())
                .isEqualTo("the body's media type is not taken here, only application/json");
    }

    @Test
    void an_answer_in_another_media_type_is_refused() {
        var answer =
                labd.anyone()
                        .send(labd.anyone().request("/health").header("Accept", "image/png").GET());

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.problem().status()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/%zz",
                "/%00",
                "/%ff%fe",
                "/a%2f..%2f..",
                "//labd/x",
                "/;a=b;",
                "/?%",
                "/?a=%00",
                "/[",
                "/{name}",
                "/|",
                "/\\",
                "*",
                "nothing",
                "@evil/x",
                "https://evil/healthz",
                "http://[/x",
                "/api/v1/servers/%1b[31m",
                "/health?a=1&a=2&=&&",
                "/\u00e9",
                "/..",
                "/#x"
            })
    void a_strange_path_is_answered_and_never_with_a_failure(String path) throws IOException {
        try (var raw = new RawConnection(labd.admin(), labd.port())) {
            String heard =
                    raw.says("GET " + path + " HTTP/1.1\r\nHost: labd\r\nConnection: close\r\n\r\n")
                            .hears();

            assertThat(heard)
                    .satisfiesAnyOf(
                            it -> assertThat(it).isEmpty(),
                            it -> assertThat(it).matches("(?s)HTTP/1.1 [24].*"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n\r\n\r\n",
                "GET\r\n\r\n",
                "\u0016\u0003\u0001",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\n: empty\r\n\r\n",
                "GET / HTTP/1.1\r\nHost\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: zz\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void garbage_ends_the_connection(String garbage) throws IOException {
        try (var raw = new RawConnection(agent, labd.port())) {
            assertThat(raw.says(garbage).hears()).doesNotContain("HTTP/1.1 5");
        }
        assertThat(labd.anyone().get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void huge_headers_are_refused() throws IOException {
        try (var raw = new RawConnection(labd.anyone(), labd.port())) {
            raw.says("GET /healthz HTTP/1.1\r\nHost: labd\r\nX-Long: ");
            try {
                raw.says("x".repeat(64 * 1024) + "\r\n\r\n");
            } catch (IOException e) {
                // It may have been cut off already.
            }

            assertThat(raw.hears()).doesNotContain("200 OK");
        }
    }

    @Test
    void too_many_headers_are_refused() throws IOException {
        try (var raw = new RawConnection(labd.anyone(), labd.port())) {
            raw.asks("GET /healthz HTTP/1.1", "Host: labd" + "\r\nX-A: b".repeat(300));

            assertThat(raw.hears()).doesNotContain("200 OK");
        }
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

    @Test
    void a_client_that_is_slow_with_its_body_is_dropped() throws IOException {
        try (var raw = new RawConnection(agent, labd.port())) {
            raw.asks("POST /agent/v1/reports HTTP/1.1", "Host: x", "Content-Length: 1000")
                    .says("{");

            assertThat(raw.hears()).doesNotContain("HTTP/1.1 5");
        }
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

    @Test
    void more_requests_than_allowed_are_told_to_come_back_later_but_probes_are_answered()
            throws Exception {
        try (var narrow =
                new RunningLabd(new HttpLimits(1, BODY, DECOMPRESSED, Duration.ofSeconds(20)))
                        .start()) {
            try (var first = new RawConnection(narrow.anyone(), narrow.port())) {
                first.asks("POST /agent/v1/enroll HTTP/1.1", "Host: x", "Content-Length: 1000")
                        .says("{");
                LabdClient.Answer answer = untilBusy(narrow);
                LabdClient.Answer probe = narrow.anyone().get("/health/live");

                assertThat(answer.problem().type()).isEqualTo(Problem.PREFIX + "unavailable");
                assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                        .isBetween(1L, 30L);
                assertThat(probe.status()).isEqualTo(200);
            }
            assertThat(untilServed(narrow).status()).isEqualTo(200);
        }
    }

    private static LabdClient.Answer untilBusy(RunningLabd narrow) {
        return until(narrow, 503);
    }

    private static LabdClient.Answer untilServed(RunningLabd narrow) {
        return until(narrow, 200);
    }

    private static LabdClient.Answer until(RunningLabd narrow, int status) {
        return org.awaitility.Awaitility.await()
                .until(() -> narrow.anyone().get("/ca.pem"), answer -> answer.status() == status);
    }

    private static void tooLarge(LabdClient.Answer answer, String sentence) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem().detail()).isEqualTo(sentence);
    }
}
