package io.labctl.agent.type.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.catalog.report.ResourceOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTypeTest {
    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
    }

    @Test
    void a_check_is_tried_until_it_is_healthy() {
        var tries = new AtomicInteger();
        machine.commands()
                .program(
                        "probe",
                        _ -> new Finished(tries.incrementAndGet() < 4 ? 1 : 0, "", "", false));

        var report = machine.apply(Wanted.check("ready", "probe")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
        assertThat(report.durationMs()).isEqualTo(100 + 200 + 400);
    }

    @Test
    void a_check_that_stays_unhealthy_fails_when_its_time_is_over() {
        machine.commands().exits("probe", 7, "connection refused\n");

        var report = machine.apply(Wanted.check("ready", "probe", "now")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(report.reason())
                .isEqualTo("not healthy within 3s: probe exited 7: connection refused");
        assertThat(report.durationMs()).isLessThanOrEqualTo(3000);
    }

    @Test
    void a_try_that_was_stopped_is_told_in_tenths_of_a_second() throws IOException {
        var hangs = new FakeCommands().program("probe", _ -> new Finished(137, "", "", true));
        var never = Wanted.check("ready", "probe");

        var found = new CheckType(hangs, new TickingTime()).observe(List.of(never)).get(never);

        assertThat(found)
                .isEqualTo(
                        new Health.Unhealthy(
                                "not healthy within 3s: probe was stopped after 1.5s"));
    }

    /** Some time passes between any two looks at it, as on a machine. */
    private static final class TickingTime implements MonotonicTime {
        private final FakeTime time = new FakeTime();

        @Override
        public Duration now() {
            time.pause(Duration.ofNanos(1234));
            return time.now();
        }

        @Override
        public void pause(Duration span) {
            time.pause(span);
        }
    }
}
