package io.labctl.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountpointFactsTest {
    @TempDir private Path root;

    @Test
    void a_local_file_system_has_its_space() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.fact("mountpoints"))
                .isEqualTo(
                        Map.of(
                                "/",
                                Map.ofEntries(
                                        Map.entry("device", "/dev/vda1"),
                                        Map.entry("filesystem", "ext4"),
                                        Map.entry("options", List.of("rw", "relatime")),
                                        Map.entry("size_bytes", 1000L << 20),
                                        Map.entry("size", "1000.00 MiB"),
                                        Map.entry("available_bytes", 550L << 20),
                                        Map.entry("available", "550.00 MiB"),
                                        Map.entry("used_bytes", 400L << 20),
                                        Map.entry("used", "400.00 MiB"),
                                        Map.entry("capacity", "42.11%"))));
    }

    @Test
    void network_file_systems_and_what_lies_below_them_are_listed_but_never_asked() {
        var machine =
                new FixtureMachine(root)
                        .file(
                                "/proc/self/mounts",
                                "nas:/home /home nfs4 rw,hard 0 0",
                                "tmpfs /home/cache tmpfs rw 0 0",
                                "sshfs#x: /mnt/ssh fuse.sshfs rw 0 0",
                                "/dev/sdb1 /homestead xfs rw 0 0")
                        .space("/homestead", 0, 0, 0);

        assertThat(machine.gather().faults())
                .extracting(MachineFacts.Fault::source)
                .doesNotContain("mountpoints");
        assertThat(machine.fact("mountpoints", "/home"))
                .isEqualTo(
                        Map.of(
                                "device",
                                "nas:/home",
                                "filesystem",
                                "nfs4",
                                "options",
                                List.of("rw", "hard")));
        assertThat(machine.fact("mountpoints", "/home/cache", "size")).isNull();
        assertThat(machine.fact("mountpoints", "/mnt/ssh", "size")).isNull();
        assertThat(machine.fact("mountpoints", "/homestead", "capacity")).isEqualTo("100%");
    }

    @Test
    void a_diskless_machine_knows_its_space() {
        var machine =
                new FixtureMachine(root)
                        .file(
                                "/proc/self/mounts",
                                "nas:/root / nfs rw 0 0",
                                "/dev/sda1 /scratch xfs rw 0 0")
                        .space("/", 2, 1, 1)
                        .space("/scratch", 2, 1, 1);

        assertThat(machine.fact("mountpoints", "/", "used_bytes")).isEqualTo(1L);
        assertThat(machine.fact("mountpoints", "/scratch", "used_bytes")).isEqualTo(1L);
    }

    @Test
    void the_kernels_own_file_systems_are_left_out() {
        var machine =
                new FixtureMachine(root)
                        .file(
                                "/proc/self/mounts",
                                "proc /proc proc rw 0 0",
                                "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0",
                                "auto /net autofs rw 0 0");

        assertThat(machine.fact("mountpoints")).isNull();
    }

    @Test
    void escaped_blanks_are_blanks_again() {
        var machine =
                new FixtureMachine(root)
                        .file("/proc/self/mounts", "/dev/sdb1 /mnt/my\\040disk\\134 vfat rw 0 0")
                        .space("/mnt/my disk\\", 1, 0, 0);

        assertThat(machine.fact("mountpoints", "/mnt/my disk\\", "used")).isEqualTo("1 bytes");
    }

    @Test
    void the_root_device_is_found_by_the_kernels_command_line() {
        var machine =
                new FixtureMachine(root)
                        .file("/proc/self/mounts", "/dev/root / ext4 rw 0 0")
                        .file("/proc/cmdline", "quiet root=PARTUUID=0a-01 ro")
                        .link("/dev/disk/by-partuuid/0a-01", "../../sda1")
                        .space("/", 0, 0, 0);

        assertThat(machine.fact("mountpoints", "/", "device")).isEqualTo("/dev/sda1");
    }
}
