package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.StoppedProgram;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an interrupted dpkg(1) left, and what a run does that ends in the middle of it. */
class AptRecoveryTest {
    private final FakeCommands commands = new FakeCommands();
    private final AptPackages packages = new AptPackages(commands, new FakeTime());

    @Test
    void what_an_interrupted_dpkg_left_is_brought_to_its_end_first() throws IOException {
        lists("one\n");
        commands.exits("dpkg", 0, "");
        commands.program(
                "apt-get",
                _ ->
                        commands.run().stream().anyMatch(each -> each.startsWith("dpkg "))
                                ? new Finished(0, "", "", false)
                                : new Finished(
                                        100,
                                        "",
                                        "E: dpkg was interrupted, you must manually run 'dpkg"
                                                + " --configure -a' to correct the problem.",
                                        false));

        packages.install("one", null, List.of());

        assertThat(commands.run())
                .containsOnlyOnce("dpkg --force-confold --configure -a")
                .last()
                .asString()
                .endsWith(" install one");
    }

    @Test
    void a_run_that_ends_while_dpkg_is_mended_starts_no_package_change_anew() {
        lists("one\n");
        dpkgWasCut();
        commands.program(
                "dpkg",
                _ -> {
                    Thread.currentThread().interrupt();
                    return new Finished(0, "", "", false);
                });

        try {
            assertThatThrownBy(() -> packages.install("one", null, List.of()))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(commands.run()).filteredOn(each -> each.endsWith(" install one")).hasSize(1);
    }

    @Test
    void a_run_that_ends_while_a_package_changes_does_not_begin_to_mend_dpkg() {
        lists("one\n");
        commands.program(
                "apt-get",
                _ -> {
                    Thread.currentThread().interrupt();
                    return new Finished(100, "", "E: dpkg was interrupted", false);
                });

        try {
            assertThatThrownBy(() -> packages.remove("one", false))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(commands.run()).noneMatch(each -> each.startsWith("dpkg "));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_cannot_be_brought_to_its_end_is_told_and_nothing_is_put_on_top(boolean timedOut) {
        lists("one\n");
        dpkgWasCut();
        commands.program(
                "dpkg",
                _ -> new Finished(timedOut ? 137 : 1, "", "dpkg: error processing bad", timedOut));

        assertThatThrownBy(() -> packages.install("one", null, List.of()))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith("dpkg ")
                .hasMessageEndingWith(": dpkg: error processing bad");

        assertThat(commands.run()).filteredOn(each -> each.endsWith(" install one")).hasSize(1);
    }

    private void dpkgWasCut() {
        commands.exits("apt-get", 100, "E: dpkg was interrupted, you must manually run it");
    }

    private void lists(String names) {
        commands.exits("dpkg-query", 0, "");
        commands.program("apt-cache", _ -> new Finished(0, names, "", false));
    }

    @Test
    void who_held_the_lock_is_told_when_the_wait_was_cut_short() {
        String waiting =
                "Waiting for cache lock: Could not get lock /x. It is held by process 9 (a b)...\n";

        assertThatThrownBy(() -> stoppedAfter(waiting).update())
                .isInstanceOf(Unavailable.class)
                .hasMessage(
                        "apt-get was stopped while it waited for a lock; it is held by process 9"
                                + " (a b)");
        assertThatThrownBy(() -> stoppedAfter(waiting + "Reading package lists...\n").update())
                .isInstanceOf(StoppedProgram.class)
                .hasMessage("apt-get was stopped with the run");
    }

    private static AptGet stoppedAfter(String out) {
        return new AptGet(
                _ -> {
                    throw new StoppedProgram("apt-get", out);
                });
    }
}
