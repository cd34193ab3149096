package io.labctl.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void labds_wish_is_obeyed_when_it_is_longer() {
        assertThat(next(Duration.ofSeconds(70))).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void a_wish_for_less_takes_nothing_away() {
        assertThat(next(Duration.ZERO)).isEqualTo(new Backoff(new Random(7)).next()).isPositive();
    }

    @Test
    void a_wish_for_a_day_is_cut() {
        assertThat(next(Duration.ofDays(1))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void one_that_starts_lower_does_so_again_after_it_went_well() {
        Backoff backoff = Backoff.startingBelow(Duration.ofMillis(10), () -> Long.MAX_VALUE);
        backoff.next();
        backoff.next();

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(10));
    }

    private static Duration next(Duration wish) {
        return new Backoff(new Random(7)).next(Optional.of(wish));
    }
}
