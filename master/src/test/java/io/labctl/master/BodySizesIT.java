package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.store.GzipJson;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What labd does with bodies that are too large, or not what they say. */
class BodySizesIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd(HttpLimits.NARROW);

    private static LabdClient agent;

    @BeforeAll
    static void anAgentJoins() {
        agent = labd.agent("web01");
    }

    @Test
    void a_body_that_says_it_is_too_large_is_refused() {
        tooLarge(
                agent.postBytes("/agent/v1/reports", new byte[HttpLimits.BODY + 1]),
                "the request's body is larger than the 100000 bytes of labd's limits.body");
    }

    @Test
    void a_body_that_turns_out_too_large_is_refused() {
        var endless = new ByteArrayInputStream(new byte[50 * HttpLimits.BODY]);

        var answer =
                agent.send(
                        agent.request("/agent/v1/reports")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofInputStream(() -> endless)));

        tooLarge(
                answer, "the request's body is larger than the 100000 bytes of labd's limits.body");
    }

    @Test
    void a_body_that_is_too_large_when_decompressed_is_refused() {
        byte[] bomb = GzipJson.compress(new byte[50 * HttpLimits.DECOMPRESSED]);

        tooLarge(
                agent.postBytes("/agent/v1/reports", bomb, "Content-Encoding", "gzip"),
                "the request's body is larger than the 200000 bytes of labd's limits.decompressed-body when decompressed");
    }

    @Test
    void a_stranger_may_not_send_much() {
        tooLarge(
                labd.anyone().postBytes("/agent/v1/enroll", new byte[70_000]),
                "the request's body is larger than the 65536 bytes that labd takes without a client certificate");
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

    private static void tooLarge(LabdClient.Answer answer, String sentence) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem().detail()).isEqualTo(sentence);
    }
}
