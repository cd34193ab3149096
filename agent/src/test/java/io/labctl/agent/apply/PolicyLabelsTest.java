package io.labctl.agent.apply;

import static io.labctl.agent.apply.Wanted.directory;
import static io.labctl.agent.apply.Wanted.exec;
import static io.labctl.agent.apply.Wanted.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.Finished;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SymlinkResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is newly made gets the label that the policy of SELinux has for it. */
class PolicyLabelsTest {
    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachineWithSelinux() throws IOException {
        machine = new TestMachine(folder);
        Files.createDirectories(machine.at("/proc/self"));
        Files.createDirectories(machine.at("/etc/selinux"));
        machine.write("/proc/self/mounts", "selinuxfs /sys/fs/selinux selinuxfs rw 0 0\n")
                .write("/etc/selinux/config", "SELINUX=enforcing\n")
                .write("/etc/motd", "old\n");
        machine.commands()
                .program("restorecon", _ -> new Finished(0, "", "", false))
                .program("true", _ -> new Finished(0, "", "", false));
    }

    @Test
    void all_that_is_new_gets_its_label_at_once_before_anything_is_started() {
        machine.apply(
                directory("/etc/app", null),
                file("/etc/app/conf", "x"),
                file("/etc/motd", "new\n"),
                link("/srv-app"),
                exec("use it", "true"),
                file("/etc/later", "x"));

        assertThat(machine.commands().run())
                .containsExactly(
                        "restorecon -i -F /etc/app /etc/app/conf /srv-app",
                        "true",
                        "restorecon -i -F /etc/later");
        assertThat(machine.warnings()).isEmpty();
    }

    @Test
    void what_was_there_keeps_its_label_and_a_link_that_is_made_anew_gets_one() throws IOException {
        Files.createSymbolicLink(machine.at("/srv-app"), Path.of("/old"));

        machine.apply(file("/etc/motd", "new\n"), link("/srv-app"));
        machine.apply(file("/etc/motd", "new\n"), link("/srv-app"));

        assertThat(machine.commands().run()).containsExactly("restorecon -i -F /srv-app");
    }

    @Test
    void a_label_that_cannot_be_set_is_a_warning() {
        machine.commands().exits("restorecon", 255, "restorecon: /etc/b: not supported");

        var reports =
                machine.apply(
                        file("/etc/a", "x"),
                        file("/etc/b", "x"),
                        file("/etc/c", "x"),
                        file("/etc/d", "x"));

        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.CHANGED);
        assertThat(machine.warnings())
                .containsExactly(
                        "SELinux label of '/etc/a', '/etc/b', '/etc/c' and 1 more not set:"
                                + " restorecon exited 255: restorecon: /etc/b: not supported");
    }

    @Test
    void a_machine_without_selinux_has_no_labels() throws IOException {
        machine.write("/proc/self/mounts", "/dev/vda1 / ext4 rw 0 0\n");

        machine.apply(file("/etc/app", "x"));

        assertThat(machine.commands().run()).isEmpty();
    }

    @Test
    void a_run_that_changes_nothing_sets_none() {
        machine.noop(file("/etc/app", "x"));

        assertThat(machine.commands().run()).isEmpty();
    }

    private static SymlinkResource link(String path) {
        return new SymlinkResource(path, Presence.PRESENT, "/etc/app");
    }
}
