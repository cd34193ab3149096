package io.labctl.agent.apply;

import static io.labctl.agent.apply.Wanted.directory;
import static io.labctl.agent.apply.Wanted.exec;
import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.Wanted.host;
import static io.labctl.agent.apply.Wanted.validated;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.Finished;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SymlinkResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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
    void what_a_program_that_checks_a_file_may_read_has_its_label_by_then() {
        machine.apply(file("/etc/a", "x"), validated("/etc/b", "x", "true"), file("/etc/c", "x"));

        assertThat(machine.commands().run())
                .containsExactly(
                        "restorecon -i -F /etc/a", "true", "restorecon -i -F /etc/b /etc/c");
    }

    @Test
    void the_files_of_the_system_that_hold_entries_get_theirs_when_they_are_new() {
        machine.commands().program("cat", _ -> new Finished(0, "", "", false)); // no mounts

        machine.apply(
                host("db", "10.0.0.1"),
                new MountResource(
                        "/data", MountState.DEFINED, "/dev/sdb1", "ext4", List.of(), 0, 0));

        assertThat(machine.commands().run())
                .filteredOn(each -> each.startsWith("restorecon"))
                .containsExactly("restorecon -i -F /etc/hosts", "restorecon -i -F /etc/fstab");
    }

    @Test
    void what_others_than_root_can_exchange_is_left_to_the_kernel() throws IOException {
        Files.createDirectories(machine.at("/srv/shared"));
        Files.setPosixFilePermissions(
                machine.at("/srv/shared"), PosixFilePermissions.fromString("rwxrwxrwx"));

        machine.apply(file("/srv/shared/a", "x"));
        machine.apply(file("/srv/shared/b", "x"), file("/etc/b", "x"));

        assertThat(machine.commands().run()).containsExactly("restorecon -i -F /etc/b");
        assertThat(machine.warnings()).isEmpty();
    }

    @Test
    void a_path_is_no_pattern() {
        machine.apply(file("/etc/a[1]*?{b,c}~\\d", "x"));

        assertThat(machine.commands().run())
                .containsExactly("restorecon -i -F /etc/a\\[1\\]\\*\\?\\{b,c\\}\\~\\\\d");
    }

    @Test
    void labels_that_take_too_long_are_ended_and_told() {
        machine.commands().program("restorecon", _ -> hangs());

        machine.applyWithin(Duration.ofMillis(100), file("/etc/a", "x"));

        assertThat(machine.warnings())
                .containsExactly(
                        "SELinux label of '/etc/a' not set: restorecon exited 1: interrupted",
                        "setting SELinux labels took longer than 0.1s and was ended");
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

    private static Finished hangs() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park();
        }
        return new Finished(1, "", "interrupted", false);
    }

    private static SymlinkResource link(String path) {
        return new SymlinkResource(path, Presence.PRESENT, "/etc/app");
    }
}
