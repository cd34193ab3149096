package io.labctl.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the processor time of this real process and of the programs that it runs. */
class PaceTest {
    private final Timekeeper time = new Timekeeper(Clock.systemUTC(), System::nanoTime);
    private final OwnUse use = new OwnUse();
    private final Stop stop = new Stop();
    private final List<String> said = new ArrayList<>();

    @Test
    void programs_that_use_more_than_the_share_are_followed_by_a_pause() throws Exception {
        var pace = new Pace(new CpuShare(20), use, time, stop);
        long mark = time.mark();
        Duration before = use.cpu();
        pace.begin();

        new LocalCommands().run(busy());
        Duration used = use.cpu().minus(before);
        pace.keep(said::add);

        assertThat(used).isGreaterThan(Duration.ofMillis(50));
        assertThat(time.since(mark)).isGreaterThanOrEqualTo(used.multipliedBy(4));
        assertThat(pace.slowedBy())
                .hasValueSatisfying(
                        sentence ->
                                assertThat(sentence)
                                        .startsWith("run was slowed by ")
                                        .endsWith(
                                                " of pauses, to use no more than 20% of a processor"));
    }

    @Test
    void nothing_is_said_where_there_was_no_pause() {
        var pace = new Pace(new CpuShare(99_999), use, time, stop);
        pace.begin();

        pace.keep(said::add);

        assertThat(pace.slowedBy()).isEmpty();
    }

    @Test
    void a_run_goes_on_where_its_use_is_not_known(@TempDir Path folder) throws Exception {
        var pace = new Pace(new CpuShare(1), new OwnUse(folder), time, stop);
        pace.begin();
        Files.writeString(folder.resolve("stat"), "7 (java) S 1" + " 100000".repeat(20));

        pace.keep(said::add);

        assertThat(pace.slowedBy()).isEmpty();
    }

    @Test
    void a_long_pause_is_told_before_the_first_is_made(@TempDir Path folder) throws Exception {
        Path stat = folder.resolve("stat");
        Files.writeString(stat, "7 (java) S 1" + " 0".repeat(20));
        var told = new ArrayList<Integer>();
        var pace = new Pace(new CpuShare(50), new OwnUse(folder), time, _ -> told.add(said.size()));
        pace.begin();
        Files.writeString(stat, "7 (java) S 1" + " 100000".repeat(20));

        pace.keep(said::add);
        pace.keep(said::add);

        assertThat(told).containsExactly(1, 1);
        assertThat(said)
                .singleElement()
                .asString()
                .matches("run pauses for .+, to use no more than 50% of a processor");
    }

    @Test
    void a_pause_ends_when_the_agent_should() throws Exception {
        var pace = new Pace(new CpuShare(1), use, time, stop);
        long mark = time.mark();
        pace.begin();
        new LocalCommands().run(busy());

        stop.signal();
        pace.keep(said::add);

        assertThat(time.since(mark)).isLessThan(Duration.ofSeconds(5));
    }

    /** Uses a processor for at least 50 ms, however busy the machine is. */
    private static Command busy() {
        return Command.of(
                List.of("sh", "-c", "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done"),
                Duration.ofMinutes(1));
    }
}
