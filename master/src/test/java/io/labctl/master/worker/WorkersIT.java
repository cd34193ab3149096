package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.wire.WireJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Real worker processes, lent to several at a time. */
class WorkersIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final long MUCH = 1 << 20;

    private final Sandbox sandbox = sandbox();
    private final ModuleCosts costs = new ModuleCosts();

    static Sandbox sandbox() {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        return new Sandbox(
                Path.of(System.getProperty("java.home")),
                System.getProperty("java.class.path"),
                WorkerUsers.ofThisMachine(isRoot, new SecureRandom()),
                64);
    }

    @BeforeEach
    void needs_a_sandbox() {
        assumeTrue(Files.exists(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
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

    @ParameterizedTest
    @ValueSource(classes = {TwiceAnsweringWorker.class, LateAnsweringWorker.class})
    void one_that_answers_twice_shifts_no_answer_and_no_blame(Class<?> main) throws Exception {
        try (var workers = new Workers(() -> started(main), 1, MUCH)) {
            for (String module : List.of("one", "two", "three", "four")) {
                Worker.Ending ending =
                        workers.with(worker -> worker.take(build(module), List.of(), LIMIT));

                assertThat(ending)
                        .isInstanceOfSatisfying(
                                Worker.Ending.Answered.class,
                                answered ->
                                        assertThat(((Answer.Built) answered.answer()).faults())
                                                .extracting(Fault::module)
                                                .containsExactly(module));
            }
        }
    }

    @Test
    void one_that_answers_twice_is_charged_once_to_the_modules_of_that_order() throws Exception {
        var forger = new ModuleVersion("forger", "1.0.0", "f0");
        var other = new ModuleVersion("other", "1.0.0", "0e");
        costs.count(other, "it was a test"); // which its own second answer brings to the brink
        try (var workers = new Workers(() -> started(TwiceAnsweringWorker.class), 1, MUCH)) {
            for (int i = 0; i < 3; i++) {
                workers.with(worker -> worker.take(nothingToBuild(), List.of(forger), LIMIT));
            }
            workers.with(worker -> worker.take(nothingToBuild(), List.of(other), LIMIT));

            Awaitility.await().until(() -> costs.quarantine(forger).isPresent());
        }
        assertThat(costs.quarantine(forger).orElseThrow().message())
                .startsWith(
                        "cost 3 workers, the last one because it gave an answer that labd refuses: it belongs to no order of labd's;");
        assertThat(costs.quarantine(other)).isEmpty();
    }

    /** One that costs a worker more is left alone. */
    private ModuleVersion onTheBrink(String name) {
        var module = new ModuleVersion(name, "1.0.0", "sha256 of " + name);
        costs.count(module, "it was a test");
        costs.count(module, "it was a test");
        return module;
    }

    @Test
    void one_that_ends_before_an_order_has_begun_is_charged_to_the_one_before() throws Exception {
        ModuleVersion leaving = onTheBrink("leaving");
        ModuleVersion other = onTheBrink("other");
        try (var workers = new Workers(() -> started(LeavingWorker.class), 1, MUCH)) {
            workers.with(worker -> worker.take(nothingToBuild(), List.of(leaving), LIMIT));

            Worker.Ending ending =
                    workers.with(worker -> worker.take(nothingToBuild(), List.of(other), LIMIT));

            assertThat(ending).isInstanceOf(Worker.Ending.Answered.class);
        }
        assertThat(costs.quarantine(leaving).orElseThrow().message())
                .startsWith(
                        "cost 3 workers, the last one because it ended its worker process, with exit code 9;");
        assertThat(costs.quarantine(other)).isEmpty();
    }

    @Test
    void an_order_that_ends_every_worker_is_not_charged_to_the_one_before() throws Exception {
        ModuleVersion before = onTheBrink("before");
        try (var workers = new Workers(() -> started(EndingWorker.class), 1, MUCH)) {
            workers.with(worker -> worker.take(nothingToBuild(), List.of(before), LIMIT));

            Worker.Ending ending =
                    workers.with(worker -> worker.take(build(EndingWorker.ENDS), List.of(), LIMIT));

            assertThat(ending)
                    .isEqualTo(
                            new Worker.Ending.Lost(
                                    Optional.empty(),
                                    "ended its worker process, with exit code 9"));
        }
        assertThat(costs.quarantine(before)).isEmpty();
    }

    @Test
    void nobody_is_charged_when_memory_ran_out_before_an_order_had_begun() throws Exception {
        ModuleVersion before = onTheBrink("before");
        ModuleVersion large = onTheBrink("large");
        try (var workers = new Workers(() -> started(EndingWorker.class), 1, MUCH)) {
            Worker first = workers.with(worker -> worker);
            workers.with(worker -> worker.take(nothingToBuild(), List.of(before), LIMIT));

            Worker.Ending ending =
                    workers.with(
                            worker ->
                                    worker.take(
                                            build(EndingWorker.EXHAUSTS_ONE),
                                            List.of(large),
                                            LIMIT));

            assertThat(ending).isInstanceOf(Worker.Ending.Answered.class);
            assertThat(first.isAlive()).isFalse();
        }
        assertThat(costs.quarantine(before)).isEmpty();
        assertThat(costs.quarantine(large)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "io.labctl.master.worker.HastyForgingWorker, it belongs to no order of labd's",
                "io.labctl.master.worker.HastyBabblingWorker, it is none",
            })
    void one_that_has_said_more_than_its_answer_is_charged_though_labd_has_no_more_use_for_it(
            Class<?> main, String why) throws Exception {
        var saying = new ModuleVersion("saying", "1.0.0", "5a");
        for (int i = 0; i < 3; i++) {
            var mayRead = new CountDownLatch(1);
            Worker worker =
                    Worker.start(sandbox, main, readingLate(mayRead), new SecureRandom(), costs);
            worker.take(nothingToBuild(), List.of(saying), LIMIT);
            worker.retire();
            mayRead.countDown();
        }

        Awaitility.await().until(() -> costs.quarantine(saying).isPresent());
        assertThat(costs.quarantine(saying).orElseThrow().message())
                .startsWith(
                        "cost 3 workers, the last one because it gave an answer that labd refuses: %s;"
                                .formatted(why));
    }

    /** What comes after the answer to the first order is read only when it may be. */
    private static JsonMapper readingLate(CountDownLatch mayRead) {
        var read = new AtomicInteger();
        return new JsonMapper(WireJson.mapper().rebuild()) {
            private static final long serialVersionUID = 1;

            @Override
            public <T> T readValue(byte[] bytes, Class<T> type) {
                if (read.incrementAndGet() > 2) {
                    Awaitility.await().until(() -> mayRead.getCount() == 0);
                }
                return super.readValue(bytes, type);
            }
        };
    }

    @Test
    void one_that_says_too_much_before_its_first_order_is_lost_with_it() throws Exception {
        try (var workers = new Workers(() -> started(TwiceReadyWorker.class), 1, MUCH)) {
            Worker.Ending ending =
                    assertTimeoutPreemptively(
                            LIMIT,
                            () ->
                                    workers.<Worker.Ending>with(
                                            worker -> {
                                                Awaitility.await().until(() -> !worker.isAlive());
                                                return worker.take(
                                                        nothingToBuild(), List.of(), LIMIT);
                                            }));

            assertThat(ending)
                    .isEqualTo(
                            new Worker.Ending.Lost(
                                    Optional.empty(),
                                    "gave an answer that labd refuses: it belongs to no order of labd's"));
        }
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

    private static Order nothingToBuild() {
        return build("nothing");
    }

    private static Order build(String module) {
        return new Order.Build(module, new TreeMap<>(), new TreeMap<>());
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
