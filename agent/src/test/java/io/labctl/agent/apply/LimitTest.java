package io.labctl.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LimitTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void what_takes_too_long_is_interrupted_and_the_thread_goes_on() {
        try (var limit = Limit.of(SHORT, () -> false)) {
            for (int each = 0; each < 3; each++) {
                limit.begin();
                parkUntilInterrupted();

                assertThat(limit.end()).isTrue();
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        }
    }

    @Test
    void an_end_of_the_run_at_the_same_time_is_not_lost() {
        try (var limit = Limit.of(SHORT, () -> true)) {
            limit.begin();
            parkUntilInterrupted();

            assertThat(limit.end()).isFalse();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void what_is_in_time_is_let_be() {
        try (var limit = Limit.of(Duration.ofHours(1), () -> false)) {
            limit.begin();

            assertThat(limit.end()).isFalse();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static void parkUntilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park();
        }
    }
}
