package io.labctl.agent.type.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.ExecResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecTypeTest {
    @TempDir private Path folder;
    private final List<Command> given = new ArrayList<>();
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
        machine.commands()
                .program("migrate", this::note)
                .program("setpriv", this::note)
                .exits("yes", 0, "")
                .exits("no", 1, "");
    }

    private Finished note(Command command) {
        given.add(command);
        return new Finished(0, "", "", false);
    }

    @Test
    void a_command_without_conditions_runs_every_time_and_is_no_correction() {
        machine.apply(Wanted.exec("migrate", "migrate"));

        ResourceReport report = machine.apply(Wanted.exec("migrate", "migrate")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(given).hasSize(2);
    }

    @Test
    void a_test_that_hangs_is_paid_for_once() {
        machine.commands()
                .program(
                        "hangs",
                        command -> {
                            note(command);
                            return new Finished(137, "", "", true);
                        });

        machine.apply(exec(List.of("hangs"), List.of(), null));

        assertThat(given).hasSize(1);
    }

    @Test
    void unless_that_holds_keeps_it_from_running() {
        var report = machine.apply(exec(List.of("yes"), List.of(), null)).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void only_if_that_does_not_hold_keeps_it_from_running() {
        var report = machine.apply(exec(List.of(), List.of("no"), null)).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
        assertThat(given).isEmpty();
    }

    @Test
    void a_command_that_does_not_reach_what_it_is_for_is_warned_of() {
        var report = machine.apply(exec(List.of("no"), List.of(), null)).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(given).hasSize(1);
        assertThat(machine.warnings())
                .containsExactly(
                        "exec[migrate]: migrate has succeeded, but its 'unless' does not hold"
                                + " still, so the next run runs it again");
    }

    @Test
    void a_path_that_a_command_does_not_make_is_warned_of_until_it_does() {
        ExecResource wanted = Wanted.exec("make", "/etc/made", false, "migrate");

        var first = machine.apply(wanted).getFirst();

        assertThat(first.outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(machine.warnings())
                .containsExactly(
                        "exec[make]: migrate has succeeded, but '/etc/made' is not there still, so"
                                + " the next run runs it again");
        machine.commands().program("migrate", _ -> machine.makeFile("/etc/made", "x"));
        machine.apply(wanted);
        assertThat(machine.warnings()).isEmpty();
    }

    @Test
    void a_command_that_reaches_what_it_is_for_and_fails_tells_both() {
        machine.commands()
                .program(
                        "migrate",
                        _ -> {
                            machine.makeFile("/etc/made", "x");
                            return new Finished(3, "", "", false);
                        });

        var report = machine.apply(Wanted.exec("make", "/etc/made", false, "migrate")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(report.reason()).isEqualTo("migrate exited 3");
        assertThat(report.changes()).containsExactly(Change.of("run", null, "migrate"));
    }

    @Test
    void a_command_is_told_as_it_can_be_typed() {
        var report =
                machine.noop(Wanted.exec("migrate", "migrate", "--to=3", "it's late; stop"))
                        .getFirst();

        assertThat(report.changes())
                .containsExactly(Change.of("run", null, "migrate --to=3 'it'\\''s late; stop'"));
    }

    @Test
    void the_exit_code_and_the_last_lines_are_the_reason() {
        machine.commands()
                .program("migrate", _ -> new Finished(3, "", "step 1\nstep 2 broke\n", false));

        var report = machine.apply(Wanted.exec("migrate", "migrate")).getFirst();

        assertThat(report.reason()).isEqualTo("migrate exited 3: step 1; step 2 broke");
    }

    @Test
    void any_unless_that_holds_keeps_it_from_running() {
        assertThat(outcome(with(List.of(List.of("no"), List.of("yes")), List.of())))
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void all_only_ifs_must_hold() {
        assertThat(outcome(with(List.of(), List.of(List.of("yes"), List.of("no")))))
                .isEqualTo(ResourceOutcome.UNCHANGED);
        assertThat(given).isEmpty();
        assertThat(outcome(with(List.of(), List.of(List.of("yes"), List.of("yes")))))
                .isEqualTo(ResourceOutcome.CHANGED);
    }

    @Test
    void a_test_that_takes_too_long_decides_nothing() {
        machine.commands().program("slow", _ -> new Finished(137, "", "", true));

        var report = machine.apply(with(List.of(), List.of(List.of("slow")))).getFirst();

        assertThat(report.reason())
                .isEqualTo("whether it is to run cannot be told: slow was stopped after 10s");
        assertThat(given).isEmpty();
    }

    @Test
    void other_exit_codes_may_mean_success() {
        machine.commands().exits("migrate", 2, "");

        assertThat(outcome(tried(1, 0, 2))).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(machine.apply(tried(1, 0, 3)).getFirst().reason()).isEqualTo("migrate exited 2");
    }

    @Test
    void it_is_tried_again_until_it_succeeds() {
        machine.commands()
                .program(
                        "migrate",
                        command -> {
                            note(command);
                            return new Finished(given.size() < 3 ? 1 : 0, "", "", false);
                        });

        assertThat(outcome(tried(5, 0))).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(given).hasSize(3);
    }

    @Test
    void what_never_succeeds_tells_how_often_it_was_tried() {
        machine.commands().exits("migrate", 4, "locked");

        assertThat(machine.apply(tried(3, 0)).getFirst().reason())
                .isEqualTo("after 3 tries: migrate exited 4: locked");
        assertThat(machine.commands().run()).hasSize(3);
    }

    private ResourceOutcome outcome(ExecResource wanted) {
        return machine.apply(wanted).getFirst().outcome();
    }

    @Test
    void it_runs_as_the_user_that_it_names() throws IOException {
        machine.write("/etc/passwd", "app:x:990:991:App:/srv/app:/bin/sh\n");

        machine.apply(exec(List.of(), List.of("yes"), "app"));

        assertThat(given.getLast().argv())
                .containsExactly(
                        "setpriv", "--reuid=990", "--regid=991", "--init-groups", "--", "migrate");
        assertThat(given.getLast().environment())
                .containsAllEntriesOf(Map.of("HOME", "/srv/app", "USER", "app", "LEVEL", "3"));
    }

    @Test
    void a_missing_user_fails_the_run_and_a_no_op_run_too() {
        var real = machine.apply(exec(List.of("yes"), List.of(), "app")).getFirst();
        var noop = machine.noop(exec(List.of("yes"), List.of(), "app")).getFirst();

        assertThat(real.reason()).isEqualTo("no user 'app' on this machine");
        assertThat(noop.reason()).isEqualTo("no user 'app' on this machine");
    }

    private static ExecResource exec(
            List<String> unless, List<String> onlyIf, @Nullable String user) {
        return exec(tests(unless), tests(onlyIf), user, 1, List.of(0));
    }

    private static ExecResource with(List<List<String>> unless, List<List<String>> onlyIf) {
        return exec(unless, onlyIf, null, 1, List.of(0));
    }

    private static ExecResource tried(int tries, Integer... returns) {
        return exec(List.of(), List.of(), null, tries, List.of(returns));
    }

    private static ExecResource exec(
            List<List<String>> unless,
            List<List<String>> onlyIf,
            @Nullable String user,
            int tries,
            List<Integer> returns) {
        return new ExecResource(
                "migrate",
                List.of("migrate"),
                null,
                unless,
                onlyIf,
                new TreeMap<>(Map.of("LEVEL", "3")),
                null,
                user,
                null,
                Duration.ofSeconds(10),
                returns,
                tries,
                Duration.ofSeconds(5),
                false);
    }

    private static List<List<String>> tests(List<String> test) {
        return test.isEmpty() ? List.of() : List.of(test);
    }
}
