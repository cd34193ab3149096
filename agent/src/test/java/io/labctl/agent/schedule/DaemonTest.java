package io.labctl.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.config.AgentConfig;
import io.labctl.agent.config.Cadence;
import io.labctl.agent.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonTest {
    @TempDir Path folder;
    private final FakeClock time = new FakeClock();
    private final List<Duration> runs = new ArrayList<>();
    private final List<Instant> due = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private Runnable duringRun = () -> {};

    @Test
    void it_runs_at_once_and_then_each_interval_after_the_start_of_the_run_before()
            throws Exception {
        duringRun = () -> time.pass(Duration.ofMinutes(4));

        runFor(Duration.ofMinutes(65), every(30), Duration.ZERO);

        assertThat(runs).containsExactly(minutes(0), minutes(30), minutes(60));
    }

    @Test
    void each_five_seconds_of_a_wait_are_told() throws Exception {
        duringRun = () -> time.pass(Duration.ofMinutes(2));

        runFor(Duration.ofMinutes(4), every(3), Duration.ZERO);

        assertThat(waits)
                .startsWith(Duration.ofSeconds(125), Duration.ofSeconds(130))
                .allMatch(moment -> moment.compareTo(minutes(2)) > 0);
    }

    @Test
    void a_run_longer_than_the_interval_is_followed_by_the_next_at_once() throws Exception {
        duringRun = () -> time.pass(Duration.ofMinutes(40));

        runFor(Duration.ofMinutes(100), every(30), Duration.ZERO);

        assertThat(runs).containsExactly(minutes(0), minutes(40), minutes(80));
    }

    @Test
    void each_run_is_put_off_by_a_splay_of_its_own() throws Exception {
        runFor(Duration.ofHours(5), every(30), minutes(10));

        assertThat(runs.getFirst()).isLessThanOrEqualTo(minutes(10));
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < runs.size(); i++) {
            gaps.add(runs.get(i).minus(runs.get(i - 1)));
        }
        assertThat(gaps).allMatch(gap -> !gap.minusMinutes(30).isNegative());
        assertThat(gaps).allMatch(gap -> gap.compareTo(minutes(40)) <= 0);
        assertThat(gaps).doesNotHaveDuplicates();
    }

    @Test
    void a_jump_of_the_wall_clock_does_not_move_an_interval() throws Exception {
        duringRun = () -> time.setWallClock(Duration.ofDays(-400));

        runFor(Duration.ofMinutes(35), every(30), Duration.ZERO);

        assertThat(runs).containsExactly(minutes(0), minutes(30));
    }

    @Test
    void when_an_interval_ends_is_told_by_the_wall_clock_as_it_is_set() throws Exception {
        time.stoppedAfter(minutes(31));

        runWhileTheClockIsSet(every(30), Duration.ofDays(-3), Duration.ofDays(9));

        assertThat(runs).containsExactly(minutes(0), minutes(30));
        assertThat(due)
                .contains(
                        Instant.parse("2026-05-04T10:37:00Z"),
                        Instant.parse("2026-05-01T10:37:00Z"),
                        Instant.parse("2026-05-10T10:37:00Z"));
    }

    @Test
    void a_crontab_is_kept_by_the_wall_clock_from_the_start() throws Exception {
        runFor(Duration.ofMinutes(60), crontab("*/30 * * * *"), Duration.ZERO);

        assertThat(runs).containsExactly(minutes(23), minutes(53));
        assertThat(due.getFirst()).isEqualTo(Instant.parse("2026-05-04T10:30:00Z"));
    }

    @Test
    void a_crontab_follows_the_wall_clock_when_it_is_set() throws Exception {
        time.stoppedAfter(Duration.ofHours(1));

        runWhileTheClockIsSet(crontab("0 12 * * *"), Duration.ofHours(1).plusMinutes(48));

        assertThat(runs).containsExactly(minutes(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-10S", "PT10S", "PT40M", "PT-2M30S"})
    void a_run_that_waits_for_the_end_of_its_splay_is_not_lost_when_the_clock_is_set(Duration jump)
            throws Exception {
        time.stoppedAfter(minutes(60));
        runWhileTheClockIsSetAt(minutes(4), crontab("10 10 * * *"), minutes(5), jump);

        assertThat(runs).hasSize(1);
        assertThat(runs.getFirst()).isBetween(minutes(4), minutes(8));
    }

    @Test
    void a_moment_that_the_clock_jumps_over_is_made_up_for() throws Exception {
        time.stoppedAfter(minutes(60));
        runWhileTheClockIsSetAt(
                minutes(1), crontab("0 12 * * *"), Duration.ZERO, Duration.ofHours(2));

        assertThat(runs).containsExactly(minutes(1));
    }

    @Test
    void a_jump_of_three_hours_corrects_the_clock_and_makes_up_for_nothing() throws Exception {
        time.stoppedAfter(minutes(60));
        runWhileTheClockIsSetAt(
                minutes(1), crontab("0 12 * * *"), Duration.ZERO, Duration.ofHours(3));

        assertThat(runs).isEmpty();
        assertThat(due).last().isEqualTo(Instant.parse("2026-05-05T12:00:00Z"));
    }

    @Test
    void a_clock_that_is_set_back_before_the_moment_waits_for_it_again() throws Exception {
        time.stoppedAfter(minutes(60));
        runWhileTheClockIsSetAt(minutes(2), crontab("10 10 * * *"), Duration.ZERO, minutes(-20));

        assertThat(runs).containsExactly(minutes(23));
    }

    @Test
    void a_moment_that_was_run_for_does_not_come_again_when_the_clock_is_set_back()
            throws Exception {
        time.stoppedAfter(Duration.ofHours(3));
        runWhileTheClockIsSetAt(minutes(4), crontab("10 10 * * *"), Duration.ZERO, minutes(-30));

        assertThat(runs).containsExactly(minutes(3));
        assertThat(due).last().isEqualTo(Instant.parse("2026-05-05T10:10:00Z"));
    }

    @Test
    void nor_when_the_run_itself_sets_it_back() throws Exception {
        duringRun = () -> time.setWallClock(minutes(-30));

        runFor(Duration.ofHours(3), crontab("10 10 * * *"), Duration.ZERO);

        assertThat(runs).containsExactly(minutes(3));
    }

    @Test
    void after_a_clock_is_corrected_by_three_hours_only_the_new_time_counts() throws Exception {
        time.stoppedAfter(Duration.ofHours(4));
        runWhileTheClockIsSetAt(
                minutes(4), crontab("10 10 * * *"), Duration.ZERO, Duration.ofHours(-3));

        assertThat(runs).containsExactly(minutes(3), minutes(183));
    }

    @Test
    void a_clock_that_was_a_year_ahead_costs_no_run_of_the_days_after() throws Exception {
        time.stoppedAfter(Duration.ofDays(2));
        runWhileTheClockIsSetAt(
                minutes(1), crontab("0 3 * * *"), Duration.ZERO, Duration.ofDays(-365));

        assertThat(runs).containsExactly(minutes(1013), minutes(1013 + 24 * 60));
    }

    @Test
    void a_moment_that_came_by_a_correction_forward_does_not_come_again_either() throws Exception {
        time.stoppedAfter(Duration.ofHours(3));
        runWhileTheClockIsSetAt(
                new TreeMap<>(Map.of(minutes(1), Duration.ofDays(1), minutes(4), minutes(-30))),
                crontab("10 10 * * *"),
                Duration.ZERO);

        assertThat(runs).containsExactly(minutes(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 * * * *", "*/10 10 * * *"})
    void a_schedule_of_every_hour_or_minute_goes_by_the_new_time_at_once(String line)
            throws Exception {
        time.stoppedAfter(minutes(34));
        runWhileTheClockIsSetAt(minutes(4), crontab(line), Duration.ZERO, minutes(-30));

        assertThat(runs).startsWith(minutes(3)).endsWith(minutes(33));
    }

    @Test
    void labd_is_told_the_longest_time_until_it_hears_again() throws Exception {
        var now = time.timekeeper().here();

        assertThat(new Timetable(every(30), minutes(5), new Random(1)).nextContact(now))
                .isEqualTo(minutes(35));
        assertThat(
                        new Timetable(crontab("*/30 * * * *"), minutes(5), new Random(1))
                                .nextContact(now))
                .isEqualTo(minutes(28));
    }

    private void runFor(Duration length, Cadence cadence, Duration splay) throws Exception {
        var timetable = new Timetable(cadence, splay, new Random(1));
        time.stoppedAfter(length);
        new Daemon(timetable, time.timekeeper(), time).runUntilStopped(work());
    }

    /** Each time that it waits, as long as there are jumps. */
    private void runWhileTheClockIsSet(Cadence cadence, Duration... forward) throws Exception {
        var timetable = new Timetable(cadence, Duration.ZERO, new Random(1));
        var jumps = new ArrayList<>(List.of(forward));
        var daemon =
                new Daemon(
                        timetable,
                        time.timekeeper(),
                        length -> {
                            boolean stop = time.pause(length);
                            if (length.isPositive() && !jumps.isEmpty()) {
                                time.setWallClock(jumps.removeFirst());
                            }
                            return stop;
                        });

        daemon.runUntilStopped(work());
    }

    /** Once, when that much time has passed. */
    private void runWhileTheClockIsSetAt(
            Duration moment, Cadence cadence, Duration splay, Duration forward) throws Exception {
        runWhileTheClockIsSetAt(new TreeMap<>(Map.of(moment, forward)), cadence, splay);
    }

    /** By so much each, when so much time has passed. */
    private void runWhileTheClockIsSetAt(
            NavigableMap<Duration, Duration> jumps, Cadence cadence, Duration splay)
            throws Exception {
        var daemon =
                new Daemon(
                        new Timetable(cadence, splay, () -> splay.toMillis()),
                        time.timekeeper(),
                        length -> {
                            boolean stop = time.pause(length);
                            if (jumps.floorKey(time.passed()) != null) {
                                time.setWallClock(jumps.pollFirstEntry().getValue());
                            }
                            return stop;
                        });

        daemon.runUntilStopped(work());
    }

    private Daemon.Work work() {
        return new Daemon.Work() {
            @Override
            public boolean run() {
                runs.add(time.passed());
                duringRun.run();
                return true;
            }

            @Override
            public void due(Instant next) {
                due.add(next);
            }

            @Override
            public void waiting() {
                waits.add(time.passed());
            }
        };
    }

    private static Cadence every(int minutes) {
        return new Cadence.Every(minutes(minutes));
    }

    private Cadence crontab(String line) throws Exception {
        Path file = folder.resolve("agent.yaml");
        Files.writeString(file, "schedule: '%s'\n".formatted(line));
        AgentConfig config = ConfigFile.load(Optional.of(file));
        return config.cadence();
    }

    private static Duration minutes(long number) {
        return Duration.ofMinutes(number);
    }
}
