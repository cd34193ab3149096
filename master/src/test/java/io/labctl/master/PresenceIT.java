package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.labctl.master.site.FakeClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Whether an agent is there, told by its channel. */
@Tag("database")
class PresenceIT {
    private final FakeClock clock = new FakeClock(Instant.now());

    @RegisterExtension final RunningLabd labd = new RunningLabd(clock);

    private LabdClient agent;

    @BeforeEach
    void an_agent_that_has_made_a_run() {
        labd.start();
        agent = labd.agent("web01");
        agent.post("/agent/v1/reports", Runs.changed("web01"));
        clock.advance(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        labd.close();
    }

    @Test
    void it_is_there_while_its_poll_is_parked_and_offline_soon_after_its_machine_died()
            throws IOException {
        try (var raw = new RawConnection(agent, labd.port())) {
            raw.asks("GET /agent/v1/work?wait=50s HTTP/1.1", "Host: x");
            await().until(() -> lastSeen().isAfter(clock.instant().minusMillis(1)));
            assertThat(status()).isEqualTo("online");
        }
        await().pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            clock.advance(Duration.ofSeconds(1));
                            return status().equals("offline");
                        });
        assertThat(Duration.between(Instant.now(), clock.instant()))
                .isLessThan(Duration.ofSeconds(50));
    }

    @Test
    void it_asks_again_at_once_when_it_got_work_however_long_that_may_take() {
        var play = new SessionPlayers(labd.admin(), agent, "web01");
        play.beginDetached();
        assertThat(agent.get("/agent/v1/work?wait=20s").status()).isEqualTo(200);
        await().until(() -> status().equals("online"));

        clock.advance(Duration.ofSeconds(11));

        await().until(() -> status().equals("offline"));
    }

    @Test
    void it_is_offline_at_once_when_it_says_that_it_stops() {
        agent.get("/agent/v1/work?wait=0s");
        await().until(() -> lastSeen().isAfter(clock.instant().minusMillis(1)));

        assertThat(agent.delete("/agent/v1/work").status()).isEqualTo(204);

        await().until(() -> status().equals("offline"));
    }

    @Test
    void how_its_machine_is_doing_is_told_with_the_time() {
        LabdClient.Answer answer =
                asksWith("{\"load\":0.5,\"memory\":{\"total\":9,\"available\":4}}");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(server().at("/vitals/load").asDouble()).isEqualTo(0.5);
        assertThat(server().at("/vitals/memory/available").asLong()).isEqualTo(4);
        assertThat(Instant.parse(server().at("/vitalsAt").asString()))
                .isCloseTo(clock.instant(), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void what_is_not_understood_of_that_is_refused_with_its_place() {
        assertThat(asksWith("{\"load\":\"much\"}").problem().detail())
                .startsWith("Lab-Vitals ")
                .contains("load");
    }

    private LabdClient.Answer asksWith(String vitals) {
        return agent.send(
                agent.request("/agent/v1/work?wait=0s").header("Lab-Vitals", vitals).GET());
    }

    private String status() {
        return server().at("/server/status").asString();
    }

    private Instant lastSeen() {
        return Instant.parse(server().at("/server/lastSeen").asString());
    }

    private JsonNode server() {
        return labd.admin().get("/api/v1/servers/web01").tree();
    }
}
