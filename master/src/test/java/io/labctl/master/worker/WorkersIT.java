package io.labctl.master.worker;

import static io.labctl.master.worker.TestWorkers.LIMIT;
import static io.labctl.master.worker.TestWorkers.MUCH;
import static io.labctl.master.worker.TestWorkers.nothingToBuild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.wire.WireJson;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real worker processes, lent to several at a time. */
class WorkersIT {
    private final Sandbox sandbox = TestWorkers.sandbox();

    private final ModuleCosts costs = new ModuleCosts();

    @BeforeEach
    void needs_a_sandbox() {
        TestWorkers.needSandbox();
    }

    @Test
    void two_start_and_work_side_by_side() throws Exception {
        var bothStart = new CyclicBarrier(2);
        var bothWork = new CyclicBarrier(2);
        Callable<Worker> start =
                () -> {
                    bothStart.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
                    return started();
                };
        try (var workers = new Workers(start, 2, MUCH)) {
            Callable<Worker.Ending> work =
                    () ->
                            workers.with(
                                    worker -> {
                                        meet(bothWork);
                                        return worker.take(nothingToBuild(), List.of(), LIMIT);
                                    });
            var one = inBackground(work);
            var other = inBackground(work);

            assertThat(one.get()).isInstanceOf(Worker.Ending.Answered.class);
            assertThat(other.get()).isInstanceOf(Worker.Ending.Answered.class);
        }
    }

    @Test
    void whatever_becomes_of_those_that_are_lent_there_is_always_another() throws Exception {
        try (var workers = new Workers(this::started, 1, MUCH)) {
            for (int i = 0; i < 3; i++) {
                workers.with(
                        worker -> {
                            worker.close();
                            return "lost";
                        });
                assertThatThrownBy(
                                () ->
                                        workers.with(
                                                _ -> {
                                                    throw new IllegalStateException("broken");
                                                }))
                        .hasMessage("broken");
            }

            assertThat(
                            workers.<Worker.Ending>with(
                                    worker -> worker.take(nothingToBuild(), List.of(), LIMIT)))
                    .isInstanceOf(Worker.Ending.Answered.class);
        }
    }

    @Test
    void those_that_do_not_start_keep_no_place() {
        var tries = new ArrayList<String>();
        Callable<Worker> start =
                () -> {
                    tries.add("try");
                    throw new NoWorker("none today");
                };
        try (var workers = new Workers(start, 1, MUCH)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> workers.with(_ -> "lent"))
                        .isInstanceOf(NoWorker.class)
                        .hasMessage("none today");
            }
        }
        assertThat(tries).hasSize(3);
    }

    @Test
    void one_that_nobody_waits_for_any_more_is_there_for_the_next() throws Exception {
        var begun = new CountDownLatch(1);
        var mayStart = new CountDownLatch(1);
        var started = new CopyOnWriteArrayList<Worker>();
        Callable<Worker> start =
                () -> {
                    begun.countDown();
                    mayStart.await();
                    started.add(started());
                    return started.getLast();
                };
        try (var workers = new Workers(start, 1, MUCH)) {
            var refused = new CompletableFuture<Throwable>();
            Thread waiting =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            workers.with(_ -> "lent");
                                        } catch (Unavailable | NoWorker e) {
                                            refused.complete(e);
                                        }
                                    });
            begun.await();
            waiting.interrupt();
            assertThat(refused.get()).hasMessage("labd is being stopped");

            mayStart.countDown();
            assertThat(workers.<String>with(_ -> "lent")).isEqualTo("lent");

            Awaitility.await().until(() -> alive(started) == 1);
        }
        Awaitility.await().until(() -> alive(started) == 0);
    }

    @Test
    void one_that_was_told_too_much_makes_room_for_a_fresh_one() throws Exception {
        try (var workers = new Workers(this::started, 1, 1000)) {
            Worker first = workers.with(worker -> worker);
            assertThat(workers.<Worker>with(worker -> worker)).isSameAs(first);

            workers.with(worker -> worker.knows("c0ffee", 1000));

            assertThat(workers.<Worker>with(worker -> worker)).isNotSameAs(first);
        }
    }

    @Test
    void one_that_somebody_kills_is_told_with_the_signal() throws Exception {
        try (var workers = new Workers(this::started, 1, MUCH)) {
            Worker.Ending ending =
                    workers.with(
                            worker -> {
                                SandboxedProcesses.below(ProcessHandle.current()).stream()
                                        .filter(each -> each.children().findAny().isEmpty())
                                        .forEach(ProcessHandle::destroyForcibly);
                                return worker.take(nothingToBuild(), List.of(), LIMIT);
                            });

            assertThat(ending)
                    .isEqualTo(
                            new Worker.Ending.Lost(
                                    Optional.empty(), "lost its worker process by signal 9"));
        }
    }

    private static long alive(List<Worker> started) {
        return started.stream().filter(Worker::isAlive).count();
    }

    private Worker started() throws NoWorker {
        return started(ModuleWorker.class);
    }

    private Worker started(Class<?> main) throws NoWorker {
        return Worker.start(sandbox, main, WireJson.mapper(), new SecureRandom(), costs);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().start(task);
        return task;
    }
}
