package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that pauses between two requests, of a labd that gives a body less time than that. */
class IdleConnectionIT {
    private static final Duration BODY_TIME = Duration.ofSeconds(1);
    private static final Duration SLOWEST = Duration.ofSeconds(5);

    @RegisterExtension
    static final RunningLabd labd =
            new RunningLabd(
                    HttpLimits.USUAL
                            .withBodies(HttpLimits.USUAL.bodies().togetherBytes(), BODY_TIME)
                            .withSlowest(SLOWEST));

    @Test
    void a_connection_is_kept_for_as_long_as_the_slowest_client_may_take() throws Exception {
        try (var raw = new RawConnection(labd.anyone(), labd.port())) {
            raw.asks("GET /healthz HTTP/1.1", "Host: x");
            assertThat(raw.hearsLine()).isEqualTo("HTTP/1.1 200 OK");
            Instant idle = Instant.now();
            raw.hears();

            assertThat(Duration.between(idle, Instant.now()))
                    .isGreaterThan(SLOWEST.minus(BODY_TIME));
        }
    }
}
