package io.labctl.agent.type.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real programs, which run in the folder of the test. */
class ExecTypeIT {
    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder).with(new LocalCommands());
    }

    record Shell() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.exec("both")
                    .shell(
                            "umask > mask; echo a b | tr a-z A-Z > made; env > variables; cat >> made")
                    .umask("027")
                    .environment("LEVEL", "3")
                    .unlessShell("grep -q 'A B' made 2>/dev/null");
        }
    }

    @Test
    void a_shell_is_used_where_it_is_asked_for() throws IOException {
        assertThat(apply(Shell.class).outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(apply(Shell.class).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);

        assertThat(machine.read("/made")).isEqualTo("A B\n");
        assertThat(machine.read("/mask")).isEqualTo("0027\n");
        assertThat(machine.read("/variables").lines())
                .contains("LEVEL=3", "LC_ALL=C")
                .noneMatch(line -> line.startsWith("HOME="));
    }

    record Plain() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.exec("plain").command("touch", "a b; $(id) > c").creates("/a b; $(id) > c");
        }
    }

    @Test
    void without_one_no_word_means_anything_but_itself() {
        assertThat(apply(Plain.class).outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(apply(Plain.class).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    record Slow() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.exec("slow")
                    .shell("echo begun; sleep 1000 & echo $! > child; wait")
                    .timeout(Duration.ofSeconds(1));
        }
    }

    @Test
    void what_takes_too_long_is_killed_with_all_that_it_started() throws IOException {
        ResourceReport report = apply(Slow.class);

        assertThat(report.reason()).isEqualTo("/bin/sh was stopped after 1s: begun");
        long child = Long.parseLong(machine.read("/child").strip());
        await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    record Missing() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.exec("missing").command("no-such-program").umask("022");
        }
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        assertThat(apply(Missing.class).reason())
                .isEqualTo(
                        "no program 'no-such-program' in PATH"
                                + " (/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)");
    }

    record KillsItself() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.exec("killed").shell("kill -9 $$");
        }
    }

    @Test
    void what_is_killed_by_a_signal_is_not_told_as_if_it_had_exited() {
        assertThat(apply(KillsItself.class).reason())
                .isEqualTo("/bin/sh was killed by signal 9 (or exited 137)");
    }

    record OnItsOutput() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.exec("talks").shell("seq 10; echo 'the door is shut'; echo; exit 3");
        }
    }

    @Test
    void of_a_program_that_complains_on_its_output_the_last_lines_are_told() {
        assertThat(apply(OnItsOutput.class).reason())
                .isEqualTo("/bin/sh exited 3: 7; 8; 9; 10; the door is shut");
    }

    record OnBoth() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.exec("talks").shell("seq 10; echo 'no such door' >&2; exit 3");
        }
    }

    @Test
    void of_a_program_that_writes_on_both_the_last_lines_of_both_are_told() {
        assertThat(apply(OnBoth.class).reason())
                .isEqualTo("/bin/sh exited 3: no such door (on standard output: 6; 7; 8; 9; 10)");
    }

    private ResourceReport apply(Class<? extends LabModule> module) {
        List<ResourceReport> reports =
                machine.apply(CatalogOf.module(module).onDebian12().compile().catalog(), false);
        return reports.getFirst();
    }
}
