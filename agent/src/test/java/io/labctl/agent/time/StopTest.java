package io.labctl.agent.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StopTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Stop stop = new Stop();

    @Test
    void work_is_awaited_to_its_end() throws Exception {
        assertThat(stop.await(CompletableFuture.completedFuture("done"), LONG)).isEqualTo("done");
    }

    @Test
    void work_that_takes_too_long_is_left() {
        assertThatThrownBy(() -> stop.await(new CompletableFuture<>(), Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void work_is_left_when_the_agent_should_stop() {
        stop.signal();

        assertThatThrownBy(() -> stop.await(new CompletableFuture<>(), LONG))
                .isInstanceOf(Unavailable.class)
                .hasMessage("lab-agent is stopping");
    }

    @Test
    void work_that_fails_just_after_the_signal_fails_as_it_does_before() {
        stop.signal();

        assertThatThrownBy(() -> stop.await(new FailsWhenAsked(), LONG))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
    }

    @Test
    void a_part_ends_with_the_whole_and_says_so() {
        Stop part = stop.forPart("somebody wants its end");

        stop.signal();

        assertThat(part.requested()).isTrue();
        assertThatThrownBy(() -> part.await(new CompletableFuture<>(), LONG))
                .hasMessage("lab-agent is stopping");
    }

    @Test
    void a_part_ends_alone_for_its_own_reason() {
        Stop part = stop.forPart("somebody wants its end");

        part.signal();

        assertThat(stop.requested()).isFalse();
        assertThatThrownBy(() -> part.await(new CompletableFuture<>(), LONG))
                .hasMessage("somebody wants its end");
    }

    /** Still at work when the signal comes, and at its end when it is looked at after that. */
    private static final class FailsWhenAsked extends CompletableFuture<String> {
        @Override
        public boolean isDone() {
            completeExceptionally(new IllegalStateException("broken"));
            return super.isDone();
        }
    }
}
