package io.labctl.master.worker;

import static io.labctl.master.worker.TestWorkers.LIMIT;
import static io.labctl.master.worker.TestWorkers.MUCH;
import static io.labctl.master.worker.TestWorkers.build;
import static io.labctl.master.worker.TestWorkers.nothingToBuild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.wire.WireJson;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Workers that end or say what they should not: whose fault it was. */
class LostWorkersIT {
    private final Sandbox sandbox = TestWorkers.sandbox();

    private final ModuleCosts costs = new ModuleCosts();

    @BeforeEach
    void needs_a_sandbox() {
        TestWorkers.needSandbox();
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

    /** One that costs a worker more is left alone. */
    private ModuleVersion onTheBrink(String name) {
        var module = new ModuleVersion(name, "1.0.0", "sha256 of " + name);
        costs.count(module, "it was a test");
        costs.count(module, "it was a test");
        return module;
    }

    private Worker started(Class<?> main) throws NoWorker {
        return Worker.start(sandbox, main, WireJson.mapper(), new SecureRandom(), costs);
    }
}
