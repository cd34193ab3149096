package io.labctl.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AtomicLong now = new AtomicLong();
    private final Retries retries =
            new Retries(
                    new Pace(
                            new Tempo(
                                    PAUSE, PAUSE, PAUSE, PAUSE, PAUSE, PATIENCE, PAUSE, PAUSE,
                                    PAUSE),
                            now::get,
                            new Random(1),
                            Waiting.USUAL));

    @Test
    void a_labd_that_says_no_more_than_that_it_is_there_tries_our_patience()
            throws InterruptedException {
        assertThat(breaksAfter(false)).isTrue();
        passes(PATIENCE);

        assertThat(breaksAfter(false)).isFalse();
        assertThat(retries.failures()).isEqualTo(1);
    }

    @Test
    void what_passes_of_the_session_is_a_success() throws InterruptedException {
        assertThat(breaksAfter(false)).isTrue();
        passes(PATIENCE);

        assertThat(breaksAfter(true)).isTrue();
        assertThat(retries.failures()).isEqualTo(1);
    }

    @Test
    void so_is_a_connection_that_holds_for_longer_than_any_pause() throws InterruptedException {
        assertThat(breaksAfter(false)).isTrue();
        passes(PATIENCE);

        retries.connects();
        passes(PAUSE.plusNanos(1));
        retries.heard(false);

        assertThat(retries.failures()).isZero();
        assertThat(retries.awaitNext()).isTrue();
    }

    /** Answers whether it is tried again. */
    private boolean breaksAfter(boolean somethingPassed) throws InterruptedException {
        retries.connects();
        retries.heard(somethingPassed);
        return retries.awaitNext();
    }

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
