package io.labctl.master.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WaitTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<String> done = new ArrayList<>();

    /** What it waits for comes when it has just given up. */
    private static final class FakeLateAnswer extends CompletableFuture<String> {
        @Override
        public String get(long limit, TimeUnit unit) throws TimeoutException {
            complete("late");
            throw new TimeoutException();
        }
    }

    @Test
    void what_is_answered_in_time_is_not_given_up() throws Exception {
        assertThat(wait(CompletableFuture.completedFuture("yes")).until(() -> false))
                .isEqualTo("yes");
        assertThat(done).isEmpty();
    }

    @Test
    void what_is_answered_just_too_late_is_given_up_all_the_same() {
        var late = new FakeLateAnswer();

        assertThatThrownBy(() -> wait(late).until(() -> false))
                .isInstanceOf(TimeoutException.class);

        assertThat(late).isCompleted();
        assertThat(done).containsExactly("given up");
    }

    @Test
    void nothing_is_waited_for_by_a_labd_that_stops() {
        var answered = CompletableFuture.completedFuture("yes");

        assertThatThrownBy(() -> wait(answered).until(() -> true)).isInstanceOf(Unavailable.class);

        assertThat(done).containsExactly("given up");
    }

    private Wait<String> wait(CompletableFuture<String> answer) {
        return new Wait<>(answer, LIMIT, () -> done.add("given up"));
    }
}
