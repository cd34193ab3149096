package io.labctl.master.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How often the database is asked how it is. */
class DatabaseProbeTest {
    private static final int MANY = 100;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final DatabaseProbe probe = new DatabaseProbe(this::trouble, nanos::get);

    @Test
    void an_answer_is_good_for_a_second() {
        String first = probe.answer().trouble().orElseThrow();
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        String soonAfter = probe.answer().trouble().orElseThrow();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        String later = probe.answer().trouble().orElseThrow();

        assertThat(List.of(first, soonAfter, later)).containsExactly("1", "1", "2");
    }

    @Test
    void a_slow_answer_is_good_for_a_second_from_its_arrival_on() {
        var slow =
                new DatabaseProbe(
                        () -> {
                            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
                            return trouble();
                        },
                        nanos::get);

        assertThat(slow.answer().took()).isEqualTo(Duration.ofSeconds(5));
        assertThat(slow.answer().trouble()).hasValue("1");
    }

    @Test
    void all_who_ask_at_once_get_the_answer_to_one_question() throws InterruptedException {
        var silent = new CountDownLatch(1);
        var slow =
                new DatabaseProbe(
                        () -> {
                            awaitUninterrupted(silent);
                            return trouble();
                        },
                        nanos::get);

        List<Thread> crowd =
                Stream.generate(() -> Thread.ofPlatform().start(slow::answer)).limit(MANY).toList();
        Awaitility.await().until(() -> crowd.stream().allMatch(DatabaseProbeTest::waits));
        silent.countDown();
        for (Thread each : crowd) {
            each.join();
        }

        assertThat(asked).hasValue(1);
    }

    private Optional<String> trouble() {
        return Optional.of(String.valueOf(asked.incrementAndGet()));
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.BLOCKED;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
