package io.labctl.agent.type.directory;

import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.Wanted.noFile;
import static io.labctl.agent.apply.WantedCatalog.catalog;
import static io.labctl.agent.apply.WantedCatalog.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedBelowIT {
    @TempDir private Path folder;

    @Test
    void a_purge_does_not_enter_what_is_mounted_there() throws IOException {
        try (ThrowAwayNode node = ThrowAwayNode.start(folder)) {
            var machine = TestMachine.of(node.machine(), folder);
            sh(
                    node,
                    """
                    mkdir -p /srv/app/data /srv/app/same /srv/other
                    mount -t tmpfs none /srv/app/data
                    echo x > /srv/app/data/file
                    echo x > /srv/other/file
                    mount --bind /srv/other /srv/app/same
                    echo x > /srv/app/old
                    """);
            var tree = new Tree(false, null, true, List.of(), List.of(), List.of(), true);
            var wanted =
                    new DirectoryResource("/srv/app", Presence.PRESENT, null, null, null, tree);

            assertThat(machine.apply(wanted).getFirst().reason()).isNull();
            var absent = new DirectoryResource("/srv/app", Presence.ABSENT, null, null, null, tree);
            assertThat(machine.apply(absent).getFirst().reason())
                    .isEqualTo(
                            "directory '/srv/app' is not empty: what is mounted below it, or managed by another resource, is left");

            assertThat(sh(node, "find /srv/app | sort"))
                    .isEqualTo(
                            """
                            /srv/app
                            /srv/app/data
                            /srv/app/data/file
                            /srv/app/same
                            /srv/app/same/file
                            """);
        }
    }

    @Test
    void what_is_mounted_at_the_directory_itself_is_not_emptied() throws Exception {
        try (var node = ThrowAwayNode.start(folder)) {
            TestMachine machine = TestMachine.of(node.machine(), folder);
            sh(node, "mkdir /srv/app; mount -t tmpfs none /srv/app; echo x > /srv/app/file");
            var tree = new Tree(false, null, false, List.of(), List.of(), List.of(), true);
            var absent = new DirectoryResource("/srv/app", Presence.ABSENT, null, null, null, tree);
            String why = "directory '/srv/app' is not removed: something is mounted there";

            assertThat(machine.noop(absent).getFirst().reason()).startsWith(why);
            assertThat(machine.noop(file("/etc/motd", "new\n"), absent).getLast().reason())
                    .startsWith(why);
            assertThat(machine.apply(absent).getFirst().reason()).startsWith(why);

            assertThat(sh(node, "ls /srv/app")).isEqualTo("file\n");
        }
    }

    @Test
    void a_no_op_run_foretells_the_removal_of_what_it_would_have_unmounted_before()
            throws Exception {
        try (var node = ThrowAwayNode.start(folder)) {
            TestMachine machine = TestMachine.of(node.machine(), folder);
            sh(node, "mkdir /srv/app; mount -t tmpfs none /srv/app; echo x > /srv/app/file");
            var unmounted =
                    new MountResource(
                            "/srv/app", MountState.ABSENT, "none", "tmpfs", List.of(), 0, 0);
            var tree = new Tree(false, null, false, List.of(), List.of(), List.of(), true);
            var absent = new DirectoryResource("/srv/app", Presence.ABSENT, null, null, null, tree);

            var foretold = machine.noop(unmounted, absent);
            var done = machine.apply(unmounted, absent);

            assertThat(foretold)
                    .extracting(ResourceReport::outcome)
                    .containsExactly(ResourceOutcome.WOULD_CHANGE, ResourceOutcome.WOULD_CHANGE);
            assertThat(foretold.getLast().changes())
                    .containsExactly(Change.of("ensure", "directory", "absent"));
            assertThat(done).extracting(ResourceReport::reason).containsExactly(null, null);
            assertThat(sh(node, "ls /srv")).isEmpty();
        }
    }

    @Test
    void one_that_cannot_be_removed_keeps_nothing_else_from_its_turn_and_is_told_by_its_path()
            throws Exception {
        try (var node = ThrowAwayNode.start(folder)) {
            TestMachine machine = TestMachine.of(node.machine(), folder);
            sh(
                    node,
                    """
                    mkdir -p /srv/app/a/b /srv/app/z
                    mount -t tmpfs none /srv/app/a/b
                    echo x > /srv/app/a/b/file
                    mkdir /srv/app/a/stuck
                    touch /srv/app/a/stuck/junk /srv/app/z/old
                    chattr +i /srv/app/a/stuck/junk
                    """);
            var managed = file("/srv/app/new", "new\n");
            var tree = new Tree(false, null, true, List.of(), managed.paths(), List.of(), true);
            var wanted =
                    new DirectoryResource("/srv/app", Presence.PRESENT, null, null, null, tree);

            var catalog = catalog(List.of(entry(wanted), entry(managed, wanted)));

            var reports = machine.apply(catalog, false);

            assertThat(reports.getFirst().reason())
                    .isEqualTo(
                            "'/srv/app/a/stuck/junk': operation not permitted (immutable, see lsattr)");
            assertThat(reports.getLast().outcome()).isEqualTo(ResourceOutcome.CHANGED);
            assertThat(sh(node, "find /srv/app | sort"))
                    .isEqualTo(
                            """
                            /srv/app
                            /srv/app/a
                            /srv/app/a/b
                            /srv/app/a/b/file
                            /srv/app/a/stuck
                            /srv/app/a/stuck/junk
                            /srv/app/new
                            """);
        }
    }

    @Test
    void a_no_op_run_foretells_what_stays_of_a_tree_for_it_is_mounted() throws Exception {
        try (var node = ThrowAwayNode.start(folder)) {
            TestMachine machine = TestMachine.of(node.machine(), folder);
            sh(node, "mkdir -p /srv/app/p/q /srv/app/old; mount -t tmpfs none /srv/app/p/q");
            var tree = new Tree(true, null, false, List.of(), List.of(), List.of(), true);
            var absent = new DirectoryResource("/srv/app", Presence.ABSENT, null, null, null, tree);

            var foretold = machine.noop(absent).getFirst();
            var foretoldLater = machine.noop(file("/etc/motd", "new\n"), absent).getLast();
            var made = machine.apply(absent).getFirst();

            assertThat(List.of(foretold, foretoldLater))
                    .allSatisfy(
                            each -> {
                                assertThat(each.reason()).isEqualTo(made.reason());
                                assertThat(each.changes()).isEqualTo(made.changes());
                            });
            assertThat(made.reason()).startsWith("directory '/srv/app' is not empty: ");
            assertThat(made.changes())
                    .containsExactly(Change.of("/srv/app/old", "directory", "absent"));
        }
    }

    @Test
    void a_no_op_run_foretells_what_a_read_only_file_system_refuses() throws Exception {
        try (var node = ThrowAwayNode.start(folder)) {
            TestMachine machine = TestMachine.of(node.machine(), folder);
            sh(node, "mount -t tmpfs -o ro,mode=755 none /srv");
            var wanted = file("/srv/a", "new\n");

            assertThat(machine.noop(wanted).getFirst().reason())
                    .isEqualTo(machine.apply(wanted).getFirst().reason())
                    .endsWith("/srv/a': read-only file system");
        }
    }

    @Test
    void a_file_that_is_a_mount_of_its_own_is_told_to_stay() throws Exception {
        try (var node = ThrowAwayNode.start(folder)) {
            TestMachine machine = TestMachine.of(node.machine(), folder);
            sh(node, "touch /srv/a /srv/b; mount --bind /srv/b /srv/a");

            assertThat(machine.noop(noFile("/srv/a")).getFirst().reason())
                    .isEqualTo(machine.apply(noFile("/srv/a")).getFirst().reason())
                    .isEqualTo(
                            "file '/srv/a' is not removed: something is mounted there; unmount it first");
            assertThat(machine.noop(file("/srv/a", "new\n")).getFirst().reason())
                    .startsWith("'/srv/a' is a mount of its own");
        }
    }

    private static String sh(ThrowAwayNode node, String script) throws IOException {
        return node.machine()
                .commands()
                .require(Command.of(List.of("/bin/sh", "-c", script), Duration.ofMinutes(1)));
    }
}
