package io.labctl.agent.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.apply.WantedCatalog;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SshPublicKey;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run refuses on the machine as it is, a no-op run refuses in the same words. */
class ForetoldRefusalsIT {
    @TempDir private Path folder;

    private ThrowAwayNode node;
    private TestMachine machine;

    @BeforeEach
    void start() throws IOException {
        node = ThrowAwayNode.start(folder);
        machine = TestMachine.of(node.machine(), folder);
    }

    @AfterEach
    void end() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void a_place_that_is_not_there() throws IOException {
        refused(Wanted.file("/srv/none/f", "x"), "no directory '/srv/none' to put 'f' in");
        refused(Wanted.directory("/srv/none/d", null), "no directory '/srv/none' to put 'd' in");
        refused(Wanted.line("/srv/none", "x", null), "no file '/srv/none' to put a line in");
        refused(Wanted.line("/srv/none/f", "x", null), "no file '/srv/none/f' to put a line in");
        refused(mount("/srv/none", "tmpfs", "tmpfs"), "nothing at '/srv/none' to mount on");
        machine.write("/srv/plain", "x");
        refused(
                mount("/srv/plain", "tmpfs", "tmpfs"),
                "'/srv/plain' is not a directory, on which alone 'tmpfs' can be mounted");
        refused(
                mount("/srv/none", "/srv/none", "swap"),
                "no device or file '/srv/none' to swap to");
    }

    @Test
    void a_place_whose_folder_is_not_there() throws IOException {
        machine.write("/srv/file", "x");
        inside("rm", "-rf", "/etc/cron.d", "/etc/sysctl.d");

        refused(link("/srv/none/l"), "no directory '/srv/none' to put 'l' in");
        refused(key("/srv/none/keys"), "no directory '/srv/none' to put 'keys' in");
        refused(key("/srv/file/keys"), "no directory '/srv/file' to put 'keys' in");
        refused(link("/srv/file/l"), "no directory '/srv/file' to put 'l' in");
        refused(Wanted.cron("job", "/bin/true"), "no directory '/etc/cron.d' to put 'job' in");
        refused(newLine("/srv/none/f"), "no directory '/srv/none' to put 'f' in");
        refused(
                new SysctlResource("vm.swappiness", Presence.PRESENT, "7", false, true),
                "no directory '/etc/sysctl.d' to put '60-labctl-vm.swappiness.conf' in");
    }

    @Test
    void a_link_on_a_file_system_that_is_read_only() throws IOException {
        inside("mount", "--bind", "/srv", "/srv");
        inside("mount", "-o", "remount,bind,ro", "/srv");

        ResourceReport noop = machine.noop(link("/srv/l")).getFirst();

        assertThat(noop.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(noop.reason()).endsWith("/srv/l': read-only file system");
        assertThat(machine.apply(link("/srv/l")).getFirst().reason())
                .isEqualTo("'/srv/l': read-only file system");
    }

    @Test
    void an_owner_whom_nobody_knows() throws IOException {
        machine.write("/srv/f", "x");

        refused(Wanted.fileOf("/srv/new", "nosuch", "root"), "no user 'nosuch' on this machine");
        refused(Wanted.fileOf("/srv/f", "root", "nosuch"), "no group 'nosuch' on this machine");
        refused(
                new DirectoryResource("/srv/d", Presence.PRESENT, "nosuch", null, null, null),
                "no user 'nosuch' on this machine");
    }

    @Test
    void a_mode_on_a_file_system_that_is_read_only() throws IOException {
        machine.write("/srv/f", "x");
        inside("mount", "--bind", "/srv", "/srv");
        inside("mount", "-o", "remount,bind,ro", "/srv");

        ResourceReport noop =
                machine.noop(Wanted.file("/srv/f", (Content) null, "0600")).getFirst();

        assertThat(noop.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(noop.reason()).contains("read-only file system");
    }

    @Test
    void an_account_that_does_not_fit() throws IOException {
        inside("useradd", "--create-home", "lee");
        inside("mkdir", "/srv/taken");

        refused(user("new", 0L, null, null), "UID 0 is that of user 'root'");
        refused(user("new", null, "nosuch", null), "no group 'nosuch' on this machine");
        refused(
                Wanted.user("new", "/bin/sh", List.of("nosuch")),
                "no group 'nosuch' on this machine");
        refused(
                user("lee", null, null, "/srv/taken"),
                "home '/srv/taken' is there already, so '/home/lee' cannot be moved to it: move"
                        + " one of them away by hand, or do not let its home be managed");
        refused(Wanted.noGroup("lee"), "group 'lee' is the primary group of user 'lee'");
    }

    @Test
    void a_number_that_another_group_has() throws IOException {
        inside("groupadd", "crew");
        GroupResource withMember =
                new GroupResource("crew", Presence.PRESENT, 1L, false, List.of("nosuch"), false);

        refused(Wanted.group("new", 1L), "GID 1 is that of group 'daemon'");
        refused(Wanted.group("crew", 1L), "GID 1 is that of group 'daemon'");
        refused(withMember, "GID 1 is that of group 'daemon'");
    }

    @Test
    void a_command_that_cannot_be_started() throws IOException {
        refused(exec("nobodyq", null, "true"), "no user 'nobodyq' on this machine");
        refused(exec(null, "/nodir", "true"), "no directory '/nodir' to run in");
        refused(exec(null, null, "/no/such"), "no program '/no/such' on this machine");
        refused(
                Wanted.validated("/srv/f", "x", "/no/such", "{file}"),
                "new content of '/srv/f' is not valid: no program '/no/such' on this machine");
        assertThat(machine.has("/srv/f")).isFalse();
    }

    @Test
    void a_command_that_a_notification_could_not_start() throws IOException {
        refusedWhenNotified(
                notified("one", "nobodyq", null, "true"), "no user 'nobodyq' on this machine");
        refusedWhenNotified(
                notified("two", null, "/nodir", "true"), "no directory '/nodir' to run in");
        refusedWhenNotified(
                notified("three", null, null, "/no/such"), "no program '/no/such' on this machine");
    }

    @Test
    void a_service_or_a_device_that_is_nowhere() throws IOException {
        refused(Wanted.service("nosuchsvc"), "no service 'nosuchsvc': no script in /etc/init.d");
        inside("mkdir", "/srv/data");
        refused(
                mount("/srv/data", "/dev/nope", "ext4"),
                "no device '/dev/nope' to mount at '/srv/data'");
    }

    @Test
    void what_comes_before_may_make_it_possible() throws IOException {
        Resource[] wanted = {
            Wanted.group("crew", 4711L),
            user("new", null, "crew", null),
            Wanted.directory("/srv/d", null),
            Wanted.fileOf("/srv/d/f", "new", "crew"),
            Wanted.line("/srv/d/f", "y", null),
        };

        assertThat(machine.noop(wanted))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.apply(wanted))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.CHANGED);
    }

    @Test
    void what_comes_before_and_cannot_bring_it() throws IOException {
        Resource folder = Wanted.directory("/srv/d", null);

        refusedAfter(folder, Wanted.fileOf("/srv/d/f", "nosuch", "root"), "no user 'nosuch'");
        refusedAfter(folder, Wanted.fileOf("/srv/d/f", "root", "nosuch"), "no group 'nosuch'");
        refusedAfter(folder, mount("/srv/d", "/dev/nope", "ext4"), "no device '/dev/nope'");
        refusedAfter(folder, exec(null, "/srv/d", "/no/such"), "no program '/no/such'");
        refusedAfter(folder, Wanted.file("/srv/d/e/f", "x"), "no directory '/srv/d/e'");
    }

    private void refusedAfter(Resource earlier, Resource wanted, String why) throws IOException {
        List<ResourceReport> foretold = machine.noop(earlier, wanted);

        assertThat(foretold.getFirst().outcome()).isEqualTo(ResourceOutcome.WOULD_CHANGE);
        assertThat(foretold.getLast().reason()).startsWith(why);
    }

    private void refused(Resource wanted, String why) throws IOException {
        ResourceReport foretold = machine.noop(wanted).getFirst();
        ResourceReport real = machine.apply(wanted).getFirst();

        assertThat(foretold.reason()).isEqualTo(why);
        assertThat(real.reason()).isEqualTo(why);
        assertThat(foretold.changes()).isEqualTo(real.changes());
    }

    /** When something is changed now, and when no more than the notification is left to do. */
    private void refusedWhenNotified(ExecResource command, String why) throws IOException {
        Resource notifier = Wanted.file("/srv/" + command.title(), "x");
        Catalog catalog =
                WantedCatalog.catalog(
                        List.of(
                                WantedCatalog.entry(notifier),
                                WantedCatalog.refreshed(command, notifier)));

        ResourceReport foretold = machine.apply(catalog, true).getLast();
        ResourceReport real = machine.apply(catalog, false).getLast();
        ResourceReport owed = machine.apply(catalog, true).getLast();

        assertThat(List.of(foretold, real, owed))
                .allSatisfy(each -> assertThat(each.outcome()).isEqualTo(ResourceOutcome.FAILED))
                .extracting(ResourceReport::reason)
                .containsOnly("run failed: " + why);
    }

    private static MountResource mount(String target, String device, String type) {
        return new MountResource(target, MountState.MOUNTED, device, type, List.of(), 0, 0);
    }

    private static SymlinkResource link(String path) {
        return new SymlinkResource(path, Presence.PRESENT, "elsewhere");
    }

    private static AuthorizedKeyResource key(String target) {
        return new AuthorizedKeyResource(
                "root",
                "ada",
                Presence.PRESENT,
                SshPublicKey.parse(
                        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEqiK2Uvvm1Ub0NxJDU6ZAzKZqj5p5n5kLCR1nTqtT1t"),
                List.of(),
                target);
    }

    /** One whose file is made where it is missing. */
    private static LineResource newLine(String path) {
        return new LineResource(
                path,
                "x",
                Presence.PRESENT,
                null,
                false,
                null,
                null,
                LineResource.MissingFile.CREATE,
                true,
                false);
    }

    private static ExecResource exec(
            @Nullable String user, @Nullable String directory, String... command) {
        return exec("x", user, directory, false, command);
    }

    private static ExecResource notified(
            String title, @Nullable String user, @Nullable String directory, String... command) {
        return exec(title, user, directory, true, command);
    }

    private static ExecResource exec(
            String title,
            @Nullable String user,
            @Nullable String directory,
            boolean onNotifyOnly,
            String... command) {
        return new ExecResource(
                title,
                List.of(command),
                null,
                List.of(),
                List.of(),
                new TreeMap<>(),
                directory,
                user,
                null,
                Duration.ofSeconds(10),
                List.of(0),
                1,
                Duration.ZERO,
                onNotifyOnly);
    }

    private static UserResource user(
            String name, @Nullable Long uid, @Nullable String group, @Nullable String home) {
        return new UserResource(
                name,
                Presence.PRESENT,
                uid,
                group,
                List.of(),
                home,
                null,
                null,
                false,
                true,
                false,
                null,
                null);
    }

    private void inside(String... argv) throws IOException {
        node.machine().commands().require(Command.of(List.of(argv), Duration.ofMinutes(1)));
    }
}
