package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.http.BodyLimits;
import io.labctl.master.store.GzipJson;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How little of labd one client can keep from the others. */
class OneClientIT {
    private static final int BODY = HttpLimits.BODY;

    /** More than the buffers of both ends of a connection hold. */
    private static final int LONG_ANSWER = 18 << 20;

    @RegisterExtension
    static final RunningLabd labd =
            new RunningLabd(
                    HttpLimits.USUAL
                            .withRequests(1)
                            .withBodies(
                                    new BodyLimits(
                                            BODY, 64 << 20, 20L * BODY, Duration.ofSeconds(20)))
                            .withAnswerWithin(Duration.ofSeconds(2)));

    private static LabdClient agent;

    @BeforeAll
    static void anAgentJoins() {
        agent = labd.agent("web01");
    }

    @Test
    void a_client_that_does_not_take_its_answer_loses_its_connection_and_its_place()
            throws IOException {
        sendLongFact();
        try (var raw = new RawConnection(labd.admin(), labd.port())) {
            raw.asks("GET /api/v1/servers/web01/facts HTTP/1.1", "Host: x");
            assertThat(raw.hearsLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(labd.anyone().get("/ca.pem").status()).isEqualTo(503);

            await().until(() -> labd.anyone().get("/ca.pem").status() == 200);

            assertThat(raw.hears()).hasSizeLessThan(LONG_ANSWER);
        }
    }

    @Test
    void one_certificate_has_a_share_of_what_bodies_may_take_up() throws IOException {
        LabdClient another = labd.agent("web02");
        try (var _ = BeginningBody.of(agent, labd.port(), BODY);
                var _ = BeginningBody.of(another, labd.port(), BODY)) {
            assertThat(agent.postBytes("/agent/v1/reports", new byte[BODY]).status())
                    .isEqualTo(503);
            assertThat(labd.agent("web03").postBytes("/agent/v1/reports", new byte[BODY]).status())
                    .isEqualTo(400);
        }
    }

    private static void sendLongFact() {
        var report = Runs.report("web01", Runs.NOON, RunOutcome.CHANGED, "x".repeat(LONG_ANSWER));
        byte[] gzip = GzipJson.compress(WireJson.mapper().writeValueAsBytes(report));

        assertThat(agent.postBytes("/agent/v1/reports", gzip, "Content-Encoding", "gzip").status())
                .isEqualTo(204);
    }
}
