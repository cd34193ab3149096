package io.labctl.agent.type.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupTypeTest {
    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder).account("deploy");
        machine.write("/etc/group", "ops:x:4000:eve\n");
    }

    @Test
    void a_no_op_run_tells_of_members_that_do_not_exist() {
        assertThat(machine.noop(with("ops", "deploy", "ghost")).getFirst().reason())
                .isEqualTo("no user 'ghost' on this machine");
        assertThat(machine.noop(with("new", "ghost", "deploy", "spook")).getFirst().reason())
                .isEqualTo("no users 'ghost', 'spook' on this machine");
    }

    @Test
    void a_no_op_run_that_would_fail_tells_what_it_would_change_all_the_same() {
        assertThat(machine.noop(with("ops", "deploy", "ghost")).getFirst().changes())
                .containsExactly(Change.of("members", "eve", "deploy,eve"));
        assertThat(machine.noop(with("new", "ghost")).getFirst().changes())
                .containsExactly(Change.of("ensure", "absent", "present"));
        assertThat(machine.noop(with("ops", "ghost")).getFirst().changes()).isEmpty();
    }

    @Test
    void a_change_of_a_group_that_would_fail_makes_nothing_possible() {
        var reports = machine.noop(with("new", "ghost"), with("ops", "spook"));

        assertThat(reports.getLast().reason()).isEqualTo("no user 'spook' on this machine");
    }

    @Test
    void a_member_whose_account_has_gone_is_not_asked_for() {
        assertThat(machine.noop(with("ops", "deploy", "eve")).getFirst().changes())
                .containsExactly(Change.of("members", "eve", "deploy,eve"));
        assertThat(machine.commands().run()).isEmpty();
    }

    @Test
    void a_no_op_run_takes_a_member_that_an_earlier_resource_makes_for_there() throws IOException {
        machine.write("/etc/sh", "");
        Files.createDirectories(machine.at("/srv")); // where homes are
        Files.setPosixFilePermissions(
                machine.at("/etc/sh"), PosixFilePermissions.fromString("rwxr-xr-x"));

        var reports =
                machine.noop(
                        Wanted.user("ghost", "/etc/sh", List.of()), with("ops", "deploy", "ghost"));

        assertThat(reports.getLast().outcome()).isEqualTo(ResourceOutcome.WOULD_CHANGE);
        assertThat(reports.getLast().changes())
                .containsExactly(Change.of("members", "eve", "deploy,eve,ghost"));
    }

    private static GroupResource with(String name, String... members) {
        return new GroupResource(name, Presence.PRESENT, null, false, List.of(members), false);
    }
}
