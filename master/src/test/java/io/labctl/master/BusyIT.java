package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.api.Problem;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What labd does with more than it takes at once. */
class BusyIT {
    private static final int STRANGER_BODY = 64 * 1024;

    @RegisterExtension
    static final RunningLabd labd =
            new RunningLabd(
                    HttpLimits.NARROW
                            .withRequests(1)
                            .withBodies(HttpLimits.BODY, Duration.ofSeconds(20))
                            .withSlowest(Duration.ofSeconds(20)));

    private static LabdClient agent;

    @BeforeAll
    static void anAgentJoins() {
        agent = labd.agent("web01");
    }

    @Test
    void more_requests_than_allowed_are_told_to_come_back_later_but_probes_are_answered()
            throws SQLException {
        CompletableFuture<LabdClient.Answer> running;
        try (var _ = LockedTable.of(labd.database(), "join_token")) {
            running = CompletableFuture.supplyAsync(() -> labd.admin().get("/api/v1/tokens"));
            LabdClient.Answer answer = until(503);
            LabdClient.Answer live = labd.anyone().get("/health/live");
            LabdClient.Answer ready = labd.anyone().get("/health/ready");
            LabdClient.Answer figures = labd.admin().get("/health/detailed");

            assertThat(answer.problem().type()).isEqualTo(Problem.PREFIX + "unavailable");
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 30L);
            assertThat(live.status()).isEqualTo(200);
            assertThat(ready.status()).isEqualTo(200);
            assertThat(figures.status()).isEqualTo(503);
        }
        assertThat(running.join().status()).isEqualTo(200);
        assertThat(until(200).status()).isEqualTo(200);
    }

    @Test
    void a_body_that_is_not_there_yet_holds_no_place() throws IOException {
        try (var _ = BeginningBody.of(agent, labd.port(), 1000)) {
            assertThat(labd.anyone().get("/ca.pem").status()).isEqualTo(200);
        }
    }

    @Test
    void more_bodies_than_allowed_are_refused_at_once_and_unread() throws IOException {
        try (var _ = BeginningBody.of(labd.agent("web02"), labd.port(), HttpLimits.BODY);
                var second = new RawConnection(agent, labd.port())) {
            second.asks("POST /agent/v1/reports HTTP/1.1", "Host: x", "Content-Length: 1000")
                    .says("{");

            assertThat(second.hearsLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
            assertThat(second.hearsHeaders()).containsPattern("(?m)^Retry-After: [0-9]{1,2}$");
            assertThat(labd.admin().get("/api/v1/servers").status()).isEqualTo(200);
        }
        assertThat(
                        await().until(
                                        () -> agent.postBytes("/agent/v1/reports", new byte[2]),
                                        answer -> answer.status() != 503)
                                .status())
                .isEqualTo(400);
    }

    @Test
    void strangers_cannot_crowd_out_agents() throws IOException {
        try (var _ = BeginningBody.of(labd.anyone(), labd.port(), STRANGER_BODY)) {
            assertThat(labd.anyone().postBytes("/agent/v1/enroll", new byte[2]).status())
                    .isEqualTo(503);
            assertThat(agent.postBytes("/agent/v1/reports", new byte[2]).status()).isEqualTo(400);
        }
    }

    private static LabdClient.Answer until(int status) {
        return await().until(
                        () -> labd.anyone().get("/ca.pem"), answer -> answer.status() == status);
    }
}
