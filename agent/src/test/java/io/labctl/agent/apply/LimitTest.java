package io.labctl.agent.apply;

import static io.labctl.agent.apply.Wanted.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.FakeTime;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.ResourceId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void an_end_of_the_run_that_comes_while_the_limit_is_cleared_is_not_lost() {
        var asked = new AtomicInteger();
        try (var limit = Limit.of(SHORT, () -> asked.incrementAndGet() > 1)) {
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

    @Test
    void one_that_hangs_is_charged_itself_and_no_other_of_its_type(@TempDir Path folder)
            throws IOException {
        var hangs =
                new WatchedType(
                        file -> {
                            if (file.path().equals("/etc/hangs")) {
                                parkUntilInterrupted();
                            }
                            if (Thread.currentThread().isInterrupted()) { // as any channel does
                                throw new InterruptedIOException("interrupted");
                            }
                        });

        var machine = new TestMachine(folder);

        var reports =
                machine.applyWithin(
                        SHORT,
                        _ -> hangs,
                        file("/etc/first", "x"),
                        file("/etc/hangs", "x"),
                        file("/etc/last", "x"));

        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsExactly(
                        ResourceOutcome.UNCHANGED,
                        ResourceOutcome.FAILED,
                        ResourceOutcome.UNCHANGED);
        assertThat(reports.get(1).reason()).isEqualTo("took longer than 0.02s and was ended");
        assertThat(machine.warnings())
                .containsExactly(
                        "the look at all of type file at once took longer than 0.02s and was ended, so each is looked at alone");
    }

    @Test
    void a_run_that_is_stopped_in_the_look_at_all_of_a_type_charges_none_of_them(
            @TempDir Path folder) throws IOException {
        var stopped = new WatchedType(_ -> Thread.currentThread().interrupt());

        var reports =
                new TestMachine(folder)
                        .applyWithin(
                                Duration.ofHours(1),
                                _ -> stopped,
                                file("/etc/first", "x"),
                                file("/etc/last", "x"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.SKIPPED);
        assertThat(reports)
                .extracting(ResourceReport::reason)
                .containsExactly(
                        "the run was stopped before its turn, when all of type file were to be looked at",
                        "the run was stopped");
    }

    @ParameterizedTest
    @CsvSource({"PT30M, PT3M", "PT1M, PT10S", "PT10S, PT10S", "PT0.02S, PT0.02S"})
    void what_is_no_resources_turn_has_a_part_of_the_limit(Duration whole, Duration part) {
        assertThat(Limit.part(whole)).isEqualTo(part);
    }

    @Test
    void a_part_of_the_limit_is_over_sooner_than_the_whole() {
        try (var limit = Limit.of(Duration.ofHours(1), SHORT, () -> false)) {
            limit.begin();
            limit.end();

            limit.beginPart();
            parkUntilInterrupted();

            assertThat(limit.end()).isTrue();
        }
    }

    @Test
    void that_it_was_stopped_is_not_said_twice_whatever_carries_it() {
        var carried = new UncheckedIOException(new ClosedByInterruptException());
        try (var limit = Limit.of(SHORT, () -> false)) {
            var report =
                    new Attempt(new FakeTime(), limit)
                            .at(
                                    new ResourceId("directory", "/srv"),
                                    () -> {
                                        parkUntilInterrupted();
                                        throw carried;
                                    });

            assertThat(report.reason()).isEqualTo("took longer than 0.02s and was ended");
        }
    }

    @Test
    void what_it_was_about_when_the_time_was_over_is_told() {
        try (var limit = Limit.of(SHORT, () -> false)) {
            var report =
                    new Attempt(new FakeTime(), limit)
                            .at(
                                    new ResourceId("package", "ntp"),
                                    () -> {
                                        parkUntilInterrupted();
                                        throw new Unavailable("it waited for a lock");
                                    });

            assertThat(report.reason())
                    .isEqualTo("took longer than 0.02s and was ended: it waited for a lock");
        }
    }

    private static void parkUntilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park();
        }
    }
}
