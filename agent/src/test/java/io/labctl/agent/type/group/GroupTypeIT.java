package io.labctl.agent.type.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By a real gpasswd(1). */
class GroupTypeIT {
    @TempDir private Path folder;
    private ThrowAwayNode node;
    private TestMachine machine;

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder);
        machine = TestMachine.of(node.machine(), folder);
        for (String name : List.of("ada", "bob", "eve")) {
            inside("useradd", "--no-create-home", name);
        }
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void a_group_has_its_members_and_keeps_others() throws IOException {
        assertThat(machine.apply(with(false, "bob", "ada")).getFirst().reason()).isNull();
        inside("gpasswd", "--add", "eve", "ops");
        inside("gpasswd", "--delete", "ada", "ops");

        var report = machine.apply(with(false, "bob", "ada")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.CORRECTED);
        assertThat(report.changes())
                .containsExactly(Change.of("members", "bob,eve", "ada,bob,eve"));
        assertThat(members().split(",")).containsExactlyInAnyOrder("ada", "bob", "eve");
    }

    @Test
    void all_others_leave_a_group_that_names_its_only_members() throws IOException {
        machine.apply(with(false, "ada", "bob", "eve"));

        assertThat(machine.apply(with(true, "bob")).getFirst().changes())
                .containsExactly(Change.of("members", "ada,bob,eve", "bob"));
        assertThat(members()).isEqualTo("bob");

        assertThat(machine.apply(with(true)).getFirst().reason()).isNull();
        assertThat(members()).isEmpty();
        assertThat(machine.apply(with(true)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_group_that_was_made_before_it_failed_is_told_as_made() throws IOException {
        var report = machine.apply(with(false, "nobody-knows")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(report.reason()).isEqualTo("no user 'nobody-knows' on this machine");
        assertThat(report.changes()).containsExactly(Change.of("ensure", "absent", "present"));
        assertThat(members()).isEmpty();
    }

    @Test
    void a_no_op_run_that_would_fail_tells_the_changes_of_the_run_itself() throws IOException {
        machine.apply(with(false, "eve"));
        var wanted =
                new GroupResource(
                        "ops", Presence.PRESENT, 4321L, false, List.of("ada", "ghost"), true);

        var foretold = machine.noop(wanted).getFirst();
        var done = machine.apply(wanted).getFirst();

        assertThat(foretold.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(foretold.changes()).hasSize(2).isEqualTo(done.changes());
        assertThat(foretold.reason()).isEqualTo(done.reason());
    }

    @Test
    void members_that_exist_are_added_beside_those_that_do_not() throws IOException {
        machine.apply(with(false, "eve"));

        var first = machine.apply(with(false, "ada", "ghost", "bob", "spook")).getFirst();
        var second = machine.apply(with(false, "ada", "ghost", "bob", "spook")).getFirst();

        assertThat(members().split(",")).containsExactlyInAnyOrder("ada", "bob", "eve");
        assertThat(first.reason()).isEqualTo("no users 'ghost', 'spook' on this machine");
        assertThat(first.changes()).containsExactly(Change.of("members", "eve", "ada,bob,eve"));
        assertThat(second.reason()).isEqualTo(first.reason());
        assertThat(second.changes()).isEmpty();
    }

    @Test
    void a_member_whose_account_has_gone_stays_and_holds_nobody_up() throws IOException {
        machine.apply(with(false, "eve"));
        inside("sed", "-i", "/^eve:/d", "/etc/passwd");

        assertThat(machine.apply(with(false, "ada")).getFirst().reason()).isNull();
        assertThat(members().split(",")).containsExactlyInAnyOrder("ada", "eve");

        assertThat(machine.apply(with(true, "ada")).getFirst().reason()).isNull();
        assertThat(members()).isEqualTo("ada");
    }

    private static GroupResource with(boolean only, String... members) {
        return new GroupResource("ops", Presence.PRESENT, null, false, List.of(members), only);
    }

    private String members() throws IOException {
        String line = inside("getent", "group", "ops").strip();
        return line.substring(line.lastIndexOf(':') + 1);
    }

    private String inside(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), Duration.ofSeconds(30)));
    }
}
