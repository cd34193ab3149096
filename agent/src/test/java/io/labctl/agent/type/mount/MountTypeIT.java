package io.labctl.agent.type.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By a real mount(8). */
class MountTypeIT {
    private static final String FOREIGN =
            "# first\n/dev/sr0  /media/cd\tiso9660 noauto 0 0 # a disc";

    @TempDir private Path folder;
    private ThrowAwayNode node;
    private TestMachine machine;

    @BeforeEach
    void startNode() throws IOException {
        node = ThrowAwayNode.start(folder);
        machine = TestMachine.of(node.machine(), folder);
        machine.write("/etc/fstab", FOREIGN);
    }

    @AfterEach
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void all_other_lines_of_the_table_stay_as_they_are() throws IOException {
        assertThat(apply(tmpfs("size=1m"))).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(machine.read("/etc/fstab"))
                .isEqualTo(FOREIGN + "\ntmpfs\t/srv\ttmpfs\tsize=1m\t0\t0\n");

        assertThat(apply(state(MountState.ABSENT))).isEqualTo(ResourceOutcome.CHANGED);

        assertThat(machine.read("/etc/fstab")).isEqualTo(FOREIGN + "\n");
        assertThat(inEffect("/srv")).isEmpty();
        assertThat(apply(state(MountState.ABSENT))).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_line_that_was_written_before_the_mount_failed_is_told() throws IOException {
        var wanted = bind("/srv/none", "/srv", "bind,noauto");

        var first = machine.apply(wanted).getFirst();
        var second = machine.apply(wanted).getFirst();

        assertThat(first.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(first.reason()).contains("/srv/none");
        assertThat(first.changes())
                .containsExactly(
                        Change.of("ensure", "absent", "/srv/none\t/srv\tnone\tbind,noauto\t0\t0"));
        assertThat(machine.read("/etc/fstab")).contains("/srv/none");
        assertThat(second.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(second.changes()).isEmpty();
    }

    /** With systemd it would end the next boot in an emergency shell. */
    @Test
    void no_line_is_left_that_the_boot_could_not_go_on_with() throws IOException {
        var nowhere = mount("/dev/nodev", "ext4");
        var unknown = mount("none", "nofs");

        for (int run = 0; run < 2; run++) {
            assertThat(machine.noop(nowhere).getFirst())
                    .satisfies(
                            each -> assertThat(each.reason()).startsWith("no device '/dev/nodev'"),
                            each -> assertThat(each.changes()).isEmpty());
            var refused = machine.apply(nowhere).getFirst();
            assertThat(refused.reason()).isEqualTo("no device '/dev/nodev' to mount at '/srv'");
            assertThat(refused.changes()).isEmpty();
            assertThat(machine.read("/etc/fstab")).isEqualTo(FOREIGN);

            var failed = machine.apply(unknown).getFirst();
            assertThat(failed.reason()).startsWith("mount exited 32: ").contains("nofs");
            assertThat(failed.changes()).isEmpty();
            assertThat(machine.read("/etc/fstab")).startsWith(FOREIGN).doesNotContain("nofs");
        }
    }

    @Test
    void the_line_of_what_was_mounted_before_is_put_back() throws IOException {
        apply(tmpfs("size=1m"));
        String before = machine.read("/etc/fstab");

        assertThat(machine.apply(mount("/dev/nodev", "ext4")).getFirst().reason())
                .startsWith("no device '/dev/nodev'");
        assertThat(inEffect("/srv")).isNotEmpty();
        assertThat(machine.apply(mount("none", "nofs")).getFirst().reason()).contains("nofs");
        assertThat(machine.apply(tmpfs("size=many")).getFirst().reason()).contains("/srv");

        assertThat(machine.read("/etc/fstab")).isEqualTo(before);
        assertThat(apply(tmpfs("size=1m"))).isEqualTo(ResourceOutcome.CORRECTED);
    }

    /**
     * No kernel swaps to a file in memory; swapon(8) finds that out of the file, which it reads.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "pri=5"})
    void swapon_understands_the_options_and_takes_the_device_for_it(String options)
            throws IOException {
        inside("mount", "-t", "tmpfs", "none", "/srv");
        inside("dd", "if=/dev/zero", "of=/srv/swap", "bs=1M", "count=1");
        inside("chmod", "0600", "/srv/swap");
        inside("mkswap", "/srv/swap");
        List<String> given = options.isEmpty() ? List.of() : List.of(options);
        var wanted =
                new MountResource(
                        "/srv/swap", MountState.MOUNTED, "/srv/swap", "swap", given, 0, 0);

        assertThat(machine.apply(wanted).getFirst().reason())
                .matches(
                        "swapon exited [0-9]+: swapon: /srv/swap: swapon failed: Invalid argument");
    }

    /** With which mount(8) says nothing and exits 0. */
    @Test
    void what_may_be_missing_at_the_boot_is_told_to_be_missing_now() throws IOException {
        var device =
                new MountResource(
                        "/srv",
                        MountState.MOUNTED,
                        "/dev/nope1",
                        "ext4",
                        List.of("nofail", "noatime"),
                        0,
                        2);

        assertThat(machine.apply(device).getFirst().reason())
                .isEqualTo(machine.noop(device).getFirst().reason())
                .isEqualTo("no device '/dev/nope1' to mount at '/srv'");
        assertThat(machine.read("/etc/fstab")).contains("/dev/nope1");
        assertThat(machine.apply(bind("/srv/none", "/srv", "bind,nofail")).getFirst().reason())
                .contains("/srv/none does not exist");
        assertThat(machine.read("/etc/fstab")).contains("bind,nofail");
        assertThat(apply(tmpfs("nofail", "size=1m"))).isEqualTo(ResourceOutcome.CHANGED);
    }

    @Test
    void new_options_are_in_effect_at_once() throws IOException {
        apply(tmpfs("size=1m"));
        inside("touch", "/srv/kept");

        var report = machine.apply(tmpfs("size=1m", "noexec", "ro")).getFirst();

        assertThat(report.reason()).isNull();
        assertThat(report.changes()).contains(Change.of("options", "size=1m", "size=1m,noexec,ro"));
        assertThat(inEffect("/srv")).contains("noexec", "ro");
        assertThat(inside("ls", "/srv")).isEqualTo("kept\n");
    }

    @Test
    void what_somebody_unmounted_or_mounted_otherwise_is_repaired() throws IOException {
        apply(tmpfs("nosuid"));
        inside("umount", "/srv");
        assertThat(apply(tmpfs("nosuid"))).isEqualTo(ResourceOutcome.CORRECTED);
        inside("mount", "-o", "remount,suid", "/srv");

        var report = machine.apply(tmpfs("nosuid")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.CORRECTED);
        assertThat(report.changes()).extracting(Change::to).containsExactly("with nosuid");
        assertThat(inEffect("/srv")).contains("nosuid");
        assertThat(apply(tmpfs("nosuid"))).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_file_system_that_is_read_only_behind_a_writable_mount_is_made_writable()
            throws IOException {
        apply(tmpfs("rw"));
        inside("mount", "-o", "remount,ro", "/srv");
        inside("mount", "-o", "remount,bind,rw", "/srv");
        assertThat(inEffect("/srv")).contains("rw");

        var report = machine.apply(tmpfs("rw")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.CORRECTED);
        assertThat(report.changes()).extracting(Change::to).containsExactly("with rw");
        inside("touch", "/srv/written");
        assertThat(apply(tmpfs("rw"))).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void another_spelling_of_what_is_bound_does_not_unmount_it() throws IOException {
        inside("mkdir", "/srv/one", "/srv/at");
        apply(bind("/srv/one", "/srv/at", "bind"));
        inside("mount", "-t", "tmpfs", "tmpfs", "/srv/at"); // an unmount would take it away

        assertThat(apply(bind("/srv/one/", "/srv/at", "bind"))).isEqualTo(ResourceOutcome.CHANGED);

        assertThat(inside("findmnt", "-n", "-o", "FSTYPE", "--mountpoint", "/srv/at"))
                .contains("tmpfs");
        assertThat(machine.read("/etc/fstab")).contains("/srv/one/\t/srv/at");
    }

    @Test
    void an_entry_may_be_defined_only_or_kept_unmounted() throws IOException {
        assertThat(apply(state(MountState.DEFINED))).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(inEffect("/srv")).isEmpty();
        inside("mount", "/srv");
        assertThat(apply(state(MountState.DEFINED))).isEqualTo(ResourceOutcome.UNCHANGED);

        assertThat(apply(state(MountState.UNMOUNTED))).isEqualTo(ResourceOutcome.CHANGED);

        assertThat(inEffect("/srv")).isEmpty();
        assertThat(machine.read("/etc/fstab")).contains("/srv");
    }

    @Test
    void a_directory_with_blanks_in_its_name_can_be_bound_to_another() throws IOException {
        inside("mkdir", "/srv/a b", "/srv/c d");
        inside("touch", "/srv/a b/seen");

        var report = machine.apply(bind("/srv/a b", "/srv/c d", "bind", "ro")).getFirst();

        assertThat(report.reason()).isNull();
        assertThat(machine.read("/etc/fstab"))
                .contains("/srv/a\\040b\t/srv/c\\040d\tnone\tbind,ro");
        assertThat(inside("ls", "/srv/c d")).isEqualTo("seen\n");
        assertThat(inEffect("/srv/c d")).contains("ro");
        assertThat(apply(bind("/srv/a b", "/srv/c d", "bind", "ro")))
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void another_device_takes_the_place_of_what_is_mounted() throws IOException {
        inside("mkdir", "/srv/one", "/srv/two", "/srv/at");
        inside("touch", "/srv/two/second");
        apply(bind("/srv/one", "/srv/at", "bind"));

        assertThat(apply(bind("/srv/two", "/srv/at", "bind"))).isEqualTo(ResourceOutcome.CHANGED);

        assertThat(inside("ls", "/srv/at")).isEqualTo("second\n");
    }

    @Test
    void a_file_system_on_a_device_is_mounted() throws IOException {
        inside("mount", "-t", "tmpfs", "tmpfs", "/mnt");
        inside("dd", "if=/dev/zero", "of=/mnt/image", "bs=1M", "count=8");
        inside("mkfs.ext4", "-q", "/mnt/image");
        assumeTrue(
                node.machine()
                        .commands()
                        .run(List.of("mount", "-o", "loop", "/mnt/image", "/srv"), LIMIT)
                        .ok(),
                "no loop devices here");
        inside("umount", "/srv");
        var wanted =
                new MountResource(
                        "/srv",
                        MountState.MOUNTED,
                        "/mnt/image",
                        "ext4",
                        List.of("loop", "nodev"),
                        0,
                        2);

        assertThat(apply(wanted)).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(apply(wanted)).isEqualTo(ResourceOutcome.UNCHANGED);

        assertThat(inside("ls", "/srv")).isEqualTo("lost+found\n");
        apply(state(MountState.ABSENT));
    }

    @Test
    void a_mount_point_behind_a_link_is_refused_rather_than_mounted_upon_again()
            throws IOException {
        inside("ln", "-s", "/srv", "/etc/link");

        ResourceReport report =
                machine.apply(
                                new MountResource(
                                        "/etc/link",
                                        MountState.MOUNTED,
                                        "tmpfs",
                                        "tmpfs",
                                        List.of(),
                                        0,
                                        0))
                        .getFirst();

        assertThat(report.reason())
                .isEqualTo(
                        "'/etc/link' is a symlink: name the mount point by the place that it leads"
                                + " to");
        assertThat(machine.read("/etc/fstab")).isEqualTo(FOREIGN);
    }

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static MountResource tmpfs(String... options) {
        return new MountResource(
                "/srv", MountState.MOUNTED, "tmpfs", "tmpfs", List.of(options), 0, 0);
    }

    private static MountResource mount(String device, String type) {
        return new MountResource("/srv", MountState.MOUNTED, device, type, List.of(), 0, 0);
    }

    private static MountResource state(MountState state) {
        return new MountResource("/srv", state, "tmpfs", "tmpfs", List.of(), 0, 0);
    }

    private static MountResource bind(String from, String to, String... options) {
        return new MountResource(to, MountState.MOUNTED, from, "none", List.of(options), 0, 0);
    }

    private ResourceOutcome apply(MountResource wanted) {
        ResourceReport report = machine.apply(wanted).getFirst();
        assertThat(report.reason()).isNull();
        return report.outcome();
    }

    /** The options of what is mounted there; none where nothing is. */
    private List<String> inEffect(String place) throws IOException {
        return node.machine()
                .commands()
                .run(List.of("findmnt", "-n", "-o", "VFS-OPTIONS", "--mountpoint", place), LIMIT)
                .out()
                .strip()
                .transform(options -> options.isEmpty() ? List.of() : List.of(options.split(",")));
    }

    private String inside(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), LIMIT));
    }
}
