package io.labctl.agent.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.disable.Disabled;
import io.labctl.agent.machine.Program;
import io.labctl.agent.machine.Signal;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.session.RunRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that people ask for, and who else runs meanwhile. */
@Timeout(60)
class OnDemandIT {
    private static final UUID WORK = new UUID(0, 7);
    private static final RunRequest USUAL = new RunRequest(false, List.of(), null, false);
    private static final RunRequest NOOP = new RunRequest(true, List.of(), null, false);
    private static final RunOrder TIMETABLE =
            new RunOrder(false, List.of(), Duration.ofMinutes(30), null);

    @TempDir private Path folder;
    private final Stop stop = new Stop();
    private HeldRuns runs;
    private @Nullable Thread daemon;

    @BeforeEach
    void makeRuns() {
        runs = new HeldRuns(folder, stop);
    }

    @AfterEach
    void stopAll() {
        stop.signal();
        runs.shared().awaitEnd();
    }

    @Test
    void what_is_done_is_told_while_it_is_done() throws Exception {
        Program program = start(USUAL);
        BufferedReader lines = lines(program);
        HeldRuns.One run = runs.next();

        run.changes("/etc/motd");
        assertThat(lines.readLine())
                .contains("\"event\":\"resource\"", "\"id\":\"file[/etc/motd]\"", "\"to\":\"b\"");
        run.counts(1, 10);
        assertThat(lines.readLine()).isEqualTo("{\"event\":\"progress\",\"done\":1,\"of\":10}");
        run.counts(2, 10);
        run.counts(10, 10);
        assertThat(lines.readLine()).contains("\"done\":10");
        run.ends(RunOutcome.CHANGED);

        assertThat(lines.readLine()).contains("\"event\":\"end\"", "\"outcome\":\"changed\"");
        assertThat(lines.readLine()).isNull();
        assertThat(program.exit().get()).isZero();
    }

    @Test
    void a_run_that_failed_is_told_by_the_exit_code() throws Exception {
        Program program = start(USUAL);

        runs.next().ends(RunOutcome.FAILED);

        assertThat(program.exit().get()).isEqualTo(1);
    }

    @Test
    void a_run_like_the_one_under_way_joins_it() throws Exception {
        Program first = start(USUAL);
        HeldRuns.One run = runs.next();

        Program second = start(USUAL);
        BufferedReader lines = lines(second);
        assertThat(lines.readLine()).contains("a run is under way, and is joined");
        run.ends(RunOutcome.CHANGED);

        String end = lines.lines().reduce((_, last) -> last).orElseThrow();
        assertThat(end).contains("\"event\":\"end\"").isEqualTo(last(first));
        assertThat(second.exit().get()).isZero();
        assertThat(runs.count()).isEqualTo(1);
    }

    @Test
    void who_joins_is_told_what_is_applied_and_as_of_when() throws Exception {
        Program _ = start(USUAL);
        HeldRuns.One run = runs.next();
        run.applies("abc", Instant.EPOCH);

        Program second = start(USUAL);

        assertThat(lines(second).readLine())
                .contains(
                        "a run is under way, and is joined: it applies catalog abc, for which it asked labd at 1970-01-01T00:00:00Z; what was wanted later is not in it");
    }

    @Test
    void the_timetables_own_run_is_joined_and_joins() throws Exception {
        CompletableFuture<Optional<RunResult>> own = timetable();
        HeldRuns.One run = runs.next();
        Program program = start(USUAL);
        assertThat(lines(program).readLine()).contains("joined");
        run.ends(RunOutcome.UNCHANGED);
        assertThat(program.exit().get()).isZero();
        assertThat(own.get().orElseThrow()).isInstanceOf(RunResult.Finished.class);

        Program later = start(USUAL);
        HeldRuns.One onDemand = runs.next();
        CompletableFuture<Optional<RunResult>> scheduled = timetable();
        await().until(() -> daemon().getState() == Thread.State.TIMED_WAITING);
        onDemand.ends(RunOutcome.UNCHANGED);

        assertThat(scheduled.get().orElseThrow()).isInstanceOf(RunResult.Finished.class);
        assertThat(later.exit().get()).isZero();
        assertThat(runs.count()).isEqualTo(2);
    }

    @Test
    void where_who_began_it_ends_it_the_timetables_own_run_is_made_after_all() throws Exception {
        Program first = start(USUAL);
        var _ = runs.next();
        CompletableFuture<Optional<RunResult>> scheduled = timetable();
        await().until(() -> daemon().getState() == Thread.State.TIMED_WAITING);

        first.signal(Signal.INT);

        assertThat(first.exit().get()).isEqualTo(130);
        runs.next().ends(RunOutcome.CHANGED);
        assertThat(scheduled.get().orElseThrow())
                .isInstanceOfSatisfying(
                        RunResult.Finished.class,
                        finished ->
                                assertThat(finished.report().outcome())
                                        .isEqualTo(RunOutcome.CHANGED));
    }

    @Test
    void all_who_had_joined_get_their_run_after_all_where_who_began_it_ends_it() throws Exception {
        Program first = start(USUAL);
        var _ = runs.next();
        Program second = start(USUAL);
        BufferedReader lines = lines(second);
        assertThat(lines.readLine()).contains("joined");
        Program third = start(USUAL);
        assertThat(lines(third).readLine()).contains("joined");

        runs.endEach(RunOutcome.CHANGED);
        first.signal(Signal.INT);

        assertThat(second.exit().get()).isZero();
        assertThat(third.exit().get()).isZero();
        assertThat(first.exit().get()).isEqualTo(130);
        assertThat(lines.lines())
                .anyMatch(line -> line.contains("who began that run ended it; a run begins anew"));
        assertThat(runs.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void a_run_that_was_told_to_end_is_not_joined_any_more() throws Exception {
        runs.takeLongInHand();
        Program first = start(USUAL);
        HeldRuns.One run = runs.next();
        first.signal(Signal.INT);

        Program second = start(USUAL);
        assertThat(lines(second).readLine())
                .contains(
                        "a run is under way, and is to end early; a run begins when it has ended");
        run.resourceInHandEnds();
        runs.next().ends(RunOutcome.CHANGED);

        assertThat(second.exit().get()).isZero();
        assertThat(first.exit().get()).isEqualTo(130);
    }

    @Test
    void the_end_of_a_run_is_logged_though_the_timetable_has_left_it() throws Exception {
        runs.takeLongInHand();
        Program _ = start(USUAL);
        HeldRuns.One run = runs.next();
        CompletableFuture<Optional<RunResult>> scheduled = timetable();
        await().until(() -> daemon().getState() == Thread.State.TIMED_WAITING);

        stop.signal();
        assertThat(scheduled.get()).isEmpty();
        run.resourceInHandEnds();
        runs.shared().awaitEnd();

        assertThat(runs.logged()).containsExactly(RunOutcome.INTERRUPTED);
    }

    @Test
    void where_the_owner_lets_nothing_be_changed_each_run_is_a_no_op_and_says_so()
            throws Exception {
        runs = new HeldRuns(folder.resolve("noop"), stop, true);
        Program program = start(new RunRequest(false, List.of(), new DnsLabel("motd"), false));

        HeldRuns.One run = runs.next();

        assertThat(run.order().noop()).isTrue();
        assertThat(lines(program).readLine())
                .contains(
                        "\"level\":\"warning\"",
                        "lab-agent was started with --noop on this machine: this is a no-op run, and nothing is changed");
        run.ends(RunOutcome.NOOP);
    }

    @Test
    void another_kind_of_run_follows_the_one_under_way() throws Exception {
        Program first = start(USUAL);
        HeldRuns.One run = runs.next();

        Program second = start(NOOP);
        assertThat(lines(second).readLine())
                .contains("a run is under way; a no-op run begins when it has ended");
        run.ends(RunOutcome.CHANGED);

        HeldRuns.One next = runs.next();
        assertThat(next.order().noop()).isTrue();
        next.ends(RunOutcome.NOOP);
        assertThat(first.exit().get()).isZero();
        assertThat(second.exit().get()).isZero();
        assertThat(runs.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void a_run_of_a_module_is_told_to_labd_by_its_work() throws Exception {
        Program program = start(new RunRequest(false, List.of(), new DnsLabel("motd"), false));

        HeldRuns.One run = runs.next();
        run.ends(RunOutcome.CHANGED);

        assertThat(run.order().module()).isEqualTo(new RunOrder.OneModule("motd", WORK));
        assertThat(last(program)).contains("\"module\":\"motd\"");
    }

    @Test
    void a_signal_ends_the_run_that_was_begun_for_it() throws Exception {
        Program program = start(USUAL);
        var _ = runs.next();

        program.signal(Signal.INT);

        assertThat(program.exit().get()).isEqualTo(130);
        assertThat(last(program)).contains("\"outcome\":\"interrupted\"");
    }

    @Test
    void that_its_callers_terminal_is_gone_ends_no_run() throws Exception {
        Program program = start(USUAL);
        HeldRuns.One run = runs.next();

        program.signal(Signal.HUP);
        assertThat(lines(start(USUAL)).readLine()).contains("is under way, and is joined");
        run.ends(RunOutcome.CHANGED);

        assertThat(program.exit().get()).isZero();
        assertThat(last(program)).contains("\"outcome\":\"changed\"");
    }

    @Test
    void a_signal_leaves_the_run_that_was_joined() throws Exception {
        Program first = start(USUAL);
        HeldRuns.One run = runs.next();
        Program second = start(USUAL);
        BufferedReader lines = lines(second);
        assertThat(lines.readLine()).contains("joined");

        second.signal(Signal.INT);

        assertThat(second.exit().get()).isEqualTo(130);
        assertThat(lines.readLine()).contains("the run goes on, for it was begun by another");
        assertThat(first.exit()).isNotDone();
        run.ends(RunOutcome.CHANGED);
        assertThat(first.exit().get()).isZero();
    }

    @Test
    void who_leaves_before_its_run_began_begins_none() throws Exception {
        Program first = start(USUAL);
        HeldRuns.One run = runs.next();
        Program second = start(NOOP);
        BufferedReader lines = lines(second);
        assertThat(lines.readLine()).contains("begins when it has ended");

        second.signal(Signal.INT);
        assertThat(second.exit().get()).isEqualTo(130);
        run.ends(RunOutcome.CHANGED);

        assertThat(first.exit().get()).isZero();
        assertThat(lines.readLine()).contains("no run was begun");
        assertThat(lines.readLine()).isNull();
        assertThat(runs.count()).isEqualTo(1);
    }

    @Test
    void when_the_agent_stops_the_run_ends_in_its_clean_way() throws Exception {
        Program program = start(USUAL);
        var _ = runs.next();

        stop.signal();
        runs.shared().awaitEnd();

        assertThat(last(program)).contains("\"outcome\":\"interrupted\"");
    }

    @Test
    void while_runs_are_disabled_none_is_begun() throws Exception {
        runs.off().off(new Disabled("disk is being replaced", "ann", Instant.EPOCH));

        assertThatThrownBy(() -> start(USUAL))
                .isInstanceOf(Denied.class)
                .hasMessage(
                        "runs are disabled: since 1970-01-01T00:00:00Z by ann: disk is being replaced; 'lab-agent enable' there lets them be made again");
    }

    @Test
    void the_run_of_another_process_is_waited_for() throws Exception {
        Process other =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.labctl.agent.lock.LockHolderProgram",
                                runs.lock().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("Taken");
            Program program = start(USUAL);
            assertThat(lines(program).readLine())
                    .contains(
                            "another run is going on: pid %d (another run)".formatted(other.pid()));
            assertThat(runs.count()).isZero();

            other.outputWriter().close();

            runs.next().ends(RunOutcome.CHANGED);
            assertThat(program.exit().get()).isZero();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void for_another_process_it_waits_no_shorter_because_it_waited_for_a_run_before()
            throws Exception {
        Program first = start(USUAL);
        HeldRuns.One run = runs.next();
        Program second = start(NOOP);
        assertThat(lines(second).readLine()).contains("begins when it has ended");

        runs.passes(Duration.ofMinutes(11));
        runs.findAnotherProcess(1);
        run.ends(RunOutcome.CHANGED);

        assertThat(first.exit().get()).isZero();
        runs.next().ends(RunOutcome.NOOP);
        assertThat(second.exit().get()).isZero();
    }

    @Test
    void a_run_waits_for_nobody_who_does_not_read() throws Exception {
        Program program = start(USUAL);
        HeldRuns.One run = runs.next();

        for (int i = 0; i < 20_000; i++) {
            run.changes("/etc/" + i);
        }
        run.ends(RunOutcome.CHANGED);

        assertThat(program.exit().get()).isZero();
        List<String> told = lines(program).lines().toList();
        long resources = told.stream().filter(each -> each.contains("\"resource\"")).count();
        assertThat(told.getLast()).contains("\"event\":\"end\"");
        assertThat(told.get(told.size() - 2))
                .contains("%d lines are not told here".formatted(20_000 - resources));
    }

    private Program start(RunRequest request) {
        return runs.onDemand().start(WORK, request);
    }

    private CompletableFuture<Optional<RunResult>> timetable() {
        var result = new CompletableFuture<Optional<RunResult>>();
        daemon =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        result.complete(runs.shared().run(TIMETABLE, stop));
                                    } catch (IOException | RuntimeException e) {
                                        result.completeExceptionally(e);
                                    }
                                });
        return result;
    }

    private Thread daemon() {
        return requireNonNull(daemon);
    }

    private static BufferedReader lines(Program program) {
        return new BufferedReader(new InputStreamReader(program.out(), StandardCharsets.UTF_8));
    }

    private static String last(Program program) {
        Stream<String> lines = lines(program).lines();
        return lines.reduce((_, last) -> last).orElseThrow();
    }
}
