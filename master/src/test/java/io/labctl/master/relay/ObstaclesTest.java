package io.labctl.master.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.site.FakeClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObstaclesTest {
    private static final URI ONE = URI.create("https://one:7443");
    private static final URI OTHER = URI.create("https://other:7443");

    private final FakeClock clock = new FakeClock(Instant.EPOCH);
    private final Obstacles obstacles = new Obstacles(clock);

    @Test
    void each_labd_is_told_of_once_in_a_minute() {
        assertThat(obstacles.tell(ONE, "refused")).isTrue();
        assertThat(obstacles.tell(ONE, "refused")).isFalse();
        assertThat(obstacles.tell(OTHER, "refused")).isTrue();

        clock.advance(Duration.ofMinutes(1));

        assertThat(obstacles.tell(ONE, "refused")).isTrue();
        assertThat(obstacles.tell(ONE, "refused")).isFalse();
    }
}
