package io.labctl.master.background;

import io.labctl.catalog.error.Unavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RepeatingTest {
    @Test
    void what_is_not_possible_now_is_tried_again() {
        var rounds = new AtomicInteger();
        Runnable task =
                () -> {
                    if (rounds.incrementAndGet() < 3) {
                        throw new Unavailable("network interfaces cannot be read");
                    }
                };

        try (var _ = Repeating.every(Duration.ofMillis(1), "test", task)) {
            Awaitility.await().until(() -> rounds.get() > 3);
        }
    }
}
