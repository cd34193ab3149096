package io.labctl.agent.type.mount;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountTypeTest {
    private static final String HEADING = "Filename Type Size Used Priority\n";

    @TempDir private Path folder;
    private TestMachine machine;
    private String table = "";

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder).write("/etc/fstab", "");
        Files.createDirectories(machine.at("/proc"));
        Files.createDirectories(machine.at("/dev/disk/by-uuid"));
        machine.write("/proc/swaps", HEADING);
        machine.commands().program("cat", _ -> new Finished(0, table, "", false));
    }

    @Test
    void swap_space_is_used_and_kept_for_the_next_boot() throws IOException {
        machine.write("/swapfile", "");
        machine.commands().program("swapon", _ -> used("/swapfile"));

        var report = machine.apply(swap("/swapfile", MountState.MOUNTED)).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(machine.commands().run()).contains("swapon -o pri=5 /swapfile");
        assertThat(machine.read("/etc/fstab")).isEqualTo("/swapfile\tnone\tswap\tpri=5\t0\t0\n");
    }

    private Finished used(String device) {
        return machine.makeFile("/proc/swaps", HEADING + device + " file 1024 0 5\n");
    }

    @Test
    void swap_space_that_may_be_missing_at_the_boot_must_be_there_now() throws IOException {
        machine.write("/swapfile", "");
        machine.commands().exits("swapon", 255, "cannot open /swapfile");
        var wanted =
                new MountResource(
                        "/swapfile",
                        MountState.MOUNTED,
                        "/swapfile",
                        "swap",
                        List.of("nofail,pri=5"),
                        0,
                        0);

        var report = machine.apply(wanted).getFirst();

        assertThat(report.reason()).endsWith(": cannot open /swapfile");
        assertThat(machine.commands().run()).contains("swapon -o pri=5 /swapfile");
        assertThat(machine.read("/etc/fstab")).contains("nofail,pri=5");
    }

    @ParameterizedTest
    @CsvSource({
        "nas:/export,nfs4,rw,true",
        "//nas/share,cifs,rw,true",
        "/dev/a,ext4,_netdev,true",
        "/dev/a,ext4,noauto,true",
        "/dev/a,ext4,x-systemd.automount,true",
        "/dev/a,ext4,rw,false",
        "UUID=7:a,ext4,rw,false"
    })
    void a_line_stays_without_its_mount_where_the_boot_goes_on_without_it(
            String device, String type, String option, boolean stays) throws IOException {
        machine.write("/dev/a", "");
        Files.createDirectory(machine.at("/srv"));
        machine.commands().exits("mount", 32, "it does not answer");

        assertThat(machine.apply(mounted(device, type, option)).getFirst().reason())
                .endsWith("it does not answer");
        assertThat(machine.read("/etc/fstab").contains(device)).isEqualTo(stays);
    }

    @Test
    void what_its_line_mounts_is_not_mounted_twice() throws IOException {
        machine.write("/dev/a", "");
        Files.createDirectory(machine.at("/srv"));
        machine.commands()
                .program(
                        "mount",
                        _ -> {
                            table = "29 1 8:1 / /srv rw,relatime - ext4 /dev/a rw\n";
                            return new Finished(0, "", "", false);
                        });

        assertThat(machine.apply(mounted("/dev/a", "ext4", "nofail")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.CHANGED);
        assertThat(machine.commands().run()).containsOnlyOnce("mount /srv");
        assertThat(machine.commands().run()).noneMatch(each -> each.startsWith("mount -t"));
    }

    @Test
    void swap_space_named_by_its_uuid_is_found_under_the_name_of_its_device() throws IOException {
        machine.write("/etc/fstab", "UUID=7-a none swap pri=5 0 0\n");
        Files.createSymbolicLink(machine.at("/dev/disk/by-uuid/7-a"), Path.of("../../vda3"));
        used("/dev/vda3");

        assertThat(machine.apply(swap("UUID=7-a", MountState.MOUNTED)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void swap_space_that_is_to_go_is_freed() throws IOException {
        machine.write("/etc/fstab", "/swapfile none swap pri=5 0 0\n/a none swap sw 0 0\n");
        used("/swapfile");
        machine.commands().program("swapoff", _ -> machine.makeFile("/proc/swaps", HEADING));

        machine.apply(swap("/swapfile", MountState.ABSENT));

        assertThat(machine.commands().run()).contains("swapoff /swapfile");
        assertThat(machine.read("/etc/fstab")).isEqualTo("/a none swap sw 0 0\n");
    }

    @Test
    void several_entries_of_one_place_become_one_and_keep_the_comment() throws IOException {
        machine.write(
                "/etc/fstab",
                "/dev/a\t/srv ext4 noauto 0 2 # data\n/dev/b /opt ext4\n/dev/c /srv xfs\n");

        var report = machine.apply(defined("/dev/a")).getFirst();

        assertThat(report.changes())
                .containsExactly(
                        Change.of("options", "noauto", "defaults"), Change.of("entries", "2", "1"));
        assertThat(machine.read("/etc/fstab"))
                .isEqualTo("/dev/a\t/srv\text4\tdefaults\t0\t2\t# data\n/dev/b /opt ext4\n");
    }

    @Test
    void an_entry_that_leaves_out_its_last_fields_has_their_defaults() throws IOException {
        machine.write("/etc/fstab", "/dev/a   /srv   ext4   defaults 0 2\n");
        assertThat(machine.apply(defined("/dev/a")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void what_is_mounted_is_read_from_the_table_of_the_kernel() {
        table = "29 1 0:26 / /srv rw,relatime shared:1 - tmpfs tmpfs rw\n";

        assertThat(machine.noop(tmpfs("/srv")).getFirst().changes())
                .extracting(Change::property)
                .containsExactly("ensure");
    }

    @Test
    void another_spelling_of_the_same_device_is_written_and_nothing_is_unmounted()
            throws IOException {
        Files.createSymbolicLink(machine.at("/dev/disk/by-uuid/7-a"), Path.of("../../dm-0"));
        Files.createDirectories(machine.at("/dev/mapper"));
        Files.createSymbolicLink(machine.at("/dev/mapper/vg-srv"), Path.of("../dm-0"));
        machine.write("/etc/fstab", "/dev/mapper/vg-srv /srv ext4 defaults 0 2\n");
        table = "29 1 253:0 / /srv rw,relatime - ext4 /dev/mapper/vg-srv rw\n";

        var report = machine.apply(mounted("UUID=\"7-a\"", "ext4")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(machine.read("/etc/fstab")).startsWith("UUID=\"7-a\"\t/srv\text4");
        assertThat(machine.commands().run()).noneMatch(each -> each.startsWith("umount"));
    }

    @Test
    void a_slash_at_the_end_is_a_spelling_of_the_same_device_and_place() throws IOException {
        machine.write("/etc/fstab", "nas:/export/ /srv/ nfs4 defaults 0 2\n");
        table = "29 1 0:30 / /srv rw,relatime - nfs4 nas:/export rw\n";

        machine.apply(mounted("nas:/export", "nfs4"));

        assertThat(machine.read("/etc/fstab"))
                .isEqualTo("nas:/export\t/srv\tnfs4\tdefaults\t0\t2\n");
        assertThat(machine.commands().run()).noneMatch(each -> each.startsWith("umount"));
    }

    @Test
    void swap_space_of_another_spelling_is_the_same_entry() throws IOException {
        machine.write("/etc/fstab", "UUID=7-a none swap pri=5 0 0\n");
        Files.createSymbolicLink(machine.at("/dev/disk/by-uuid/7-a"), Path.of("../../vda3"));
        used("/dev/vda3");

        machine.apply(swap("/dev/vda3", MountState.MOUNTED));

        assertThat(machine.read("/etc/fstab")).isEqualTo("/dev/vda3\tnone\tswap\tpri=5\t0\t0\n");
        assertThat(machine.commands().run()).noneMatch(each -> each.startsWith("swap"));
    }

    @Test
    void a_trigger_that_would_mount_on_access_is_not_the_mount() throws IOException {
        Files.createDirectories(machine.at("/srv"));
        machine.write("/etc/fstab", "tmpfs /srv tmpfs rw 0 0\n");
        table = "29 1 0:26 / /srv rw,relatime shared:1 - autofs systemd-1 rw,fd=52,pgrp=1\n";

        assertThat(machine.noop(tmpfs("/srv")).getFirst().changes())
                .containsExactly(Change.of("mounted", "no", "yes"));
    }

    @Test
    void a_trigger_that_was_asked_for_is_enough() throws IOException {
        machine.write("/etc/fstab", "/dev/a /srv ext4 x-systemd.automount,ro 0 2\n");
        table = "29 1 0:26 / /srv rw,relatime shared:1 - autofs systemd-1 rw,fd=52,pgrp=1\n";

        assertThat(
                        machine.noop(mounted("/dev/a", "ext4", "x-systemd.automount", "ro"))
                                .getFirst()
                                .outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_trigger_of_systemd_goes_with_its_entry() throws IOException {
        table =
                """
                29 1 0:26 / /srv rw,relatime - autofs systemd-1 rw,fd=52
                30 1 0:26 / /opt rw,relatime - autofs /etc/auto.direct rw,fd=5
                """;

        assertThat(machine.noop(gone("/srv")).getFirst().changes())
                .containsExactly(Change.of("mounted", "yes", "no"));
        assertThat(machine.noop(gone("/opt")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_file_system_that_the_kernel_made_read_only_after_an_error_is_left_so()
            throws IOException {
        machine.write("/etc/fstab", "/dev/a /srv ext4 errors=remount-ro,noatime 0 2\n");
        table = "29 1 8:1 / /srv rw,relatime - ext4 /dev/a ro,errors=remount-ro\n";

        var report =
                machine.apply(mounted("/dev/a", "ext4", "errors=remount-ro", "sync")).getFirst();

        assertThat(report.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(report.reason())
                .isEqualTo("'/srv' is read-only after an error; check the file system");
        assertThat(machine.commands().run()).noneMatch(each -> each.startsWith("mount"));
    }

    @Test
    void one_that_its_error_made_read_only_can_be_unmounted() throws IOException {
        machine.write("/etc/fstab", "/dev/a /srv ext4 errors=remount-ro 0 2\n");
        table = "29 1 8:1 / /srv rw,relatime - ext4 /dev/a ro,errors=remount-ro\n";

        assertThat(machine.noop(gone("/srv")).getFirst().changes())
                .extracting(Change::property)
                .containsExactly("ensure", "mounted");
    }

    @Test
    void one_that_is_wanted_read_only_is_in_order_so() throws IOException {
        machine.write("/etc/fstab", "/dev/a /srv ext4 errors=remount-ro,ro 0 2\n");
        table = "29 1 8:1 / /srv ro,relatime - ext4 /dev/a ro,errors=remount-ro\n";

        assertThat(
                        machine.noop(mounted("/dev/a", "ext4", "errors=remount-ro", "ro"))
                                .getFirst()
                                .outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void an_option_of_the_whole_file_system_counts_as_one_of_the_mount() throws IOException {
        machine.write("/etc/fstab", "/dev/a /srv ext4 ro,sync 0 2\n");
        table = "29 1 8:1 / /srv rw,relatime - ext4 /dev/a ro,sync\n";

        assertThat(machine.noop(mounted("/dev/a", "ext4", "ro", "sync")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    private static MountResource mounted(String device, String type, String... options) {
        return new MountResource("/srv", MountState.MOUNTED, device, type, List.of(options), 0, 2);
    }

    private static MountResource gone(String target) {
        return new MountResource(target, MountState.ABSENT, "", "", List.of(), 0, 0);
    }

    private static MountResource swap(String device, MountState state) {
        return new MountResource(device, state, device, "swap", List.of("pri=5"), 0, 0);
    }

    private static MountResource defined(String device) {
        return new MountResource("/srv", MountState.DEFINED, device, "ext4", List.of(), 0, 2);
    }

    private static MountResource tmpfs(String target) {
        return new MountResource(target, MountState.MOUNTED, "tmpfs", "tmpfs", List.of("rw"), 0, 0);
    }
}
