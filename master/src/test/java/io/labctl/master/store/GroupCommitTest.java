package io.labctl.master.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private final List<List<Integer>> writes = new CopyOnWriteArrayList<>();

    @Test
    void one_caller_alone_writes_at_once() {
        var commit = new GroupCommit<Integer>(writes::add);

        commit.write(1);
        commit.write(2);

        assertThat(writes).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void what_gathers_during_a_write_is_written_together_and_nothing_twice() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var commit =
                new GroupCommit<Integer>(
                        rows -> {
                            started.countDown();
                            awaitQuietly(release);
                            writes.add(rows);
                        });

        try (var callers = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Future<?> first = callers.submit(() -> commit.write(0));
            started.await();
            List<Thread> others =
                    IntStream.rangeClosed(1, 20)
                            .mapToObj(row -> Thread.ofPlatform().start(() -> commit.write(row)))
                            .toList();
            await().until(
                            () ->
                                    others.stream()
                                            .allMatch(
                                                    each ->
                                                            each.getState()
                                                                    == Thread.State.WAITING));
            release.countDown();
            first.get();
            for (Thread each : others) {
                each.join();
            }
        }

        assertThat(writes).hasSize(2);
        assertThat(writes.getFirst()).containsExactly(0);
        assertThat(writes.getLast())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void a_failed_write_is_told_to_its_caller_and_the_next_one_goes_through() {
        var commit =
                new GroupCommit<Integer>(
                        rows -> {
                            if (rows.contains(13)) {
                                throw new IllegalStateException("no 13");
                            }
                            writes.add(rows);
                        });

        assertThatThrownBy(() -> commit.write(13)).hasMessage("no 13");
        commit.write(14);

        assertThat(writes).containsExactly(List.of(14));
    }

    @Test
    void nobody_takes_a_row_for_written_whose_write_ended_in_an_error() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var commit =
                new GroupCommit<Integer>(
                        _ -> {
                            started.countDown();
                            awaitQuietly(release);
                            throw new StackOverflowError("too deep");
                        });

        try (var callers = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Future<?> first = callers.submit(() -> commit.write(0));
            started.await();
            List<Future<?>> others =
                    Stream.<Future<?>>of(
                                    callers.submit(() -> commit.write(1)),
                                    callers.submit(() -> commit.write(2)))
                            .toList();
            release.countDown();

            for (Future<?> each : others) {
                assertThatThrownBy(each::get).hasRootCauseMessage("too deep");
            }
            assertThatThrownBy(first::get).hasRootCauseMessage("too deep");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
