package io.labctl.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardwareFactsTest {
    @TempDir private Path root;

    @Test
    void x86_processors_are_counted_by_cpuinfo() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.fact("processors"))
                .isEqualTo(
                        Map.of(
                                "count",
                                2L,
                                "cores",
                                1L,
                                "threads",
                                2L,
                                "physicalcount",
                                1L,
                                "models",
                                List.of("Some CPU", "Some CPU"),
                                "speed",
                                "2.60 GHz",
                                "isa",
                                "unknown",
                                "extensions",
                                List.of("x86_64", "x86_64-v1")));
    }

    @Test
    void arm_processors_are_counted_by_sysfs() {
        var machine =
                new FixtureMachine(root)
                        .file(
                                "/proc/cpuinfo",
                                "processor\t: 0",
                                "processor\t: 1",
                                "CPU part\t: 0xd0c")
                        .file("/proc/sys/kernel/arch", "aarch64")
                        .file("/sys/devices/system/cpu/cpu0/topology/physical_package_id", "0")
                        .file("/sys/devices/system/cpu/cpu0/topology/thread_siblings_list", "0")
                        .file("/sys/devices/system/cpu/cpu1/topology/physical_package_id", "0")
                        .file("/sys/devices/system/cpu/cpu1/topology/thread_siblings_list", "1");

        assertThat(machine.fact("processors"))
                .isEqualTo(
                        Map.of(
                                "count", 2L,
                                "cores", 2L,
                                "threads", 1L,
                                "physicalcount", 1L,
                                "models", List.of(),
                                "isa", "unknown",
                                "extensions", List.of("aarch64")));
    }

    @Test
    void memory_is_told_in_bytes_and_words() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.fact("memory"))
                .isEqualTo(
                        Map.of(
                                "system",
                                Map.of(
                                        "total_bytes", 4L << 20,
                                        "total", "4.00 MiB",
                                        "available_bytes", 3L << 20,
                                        "available", "3.00 MiB",
                                        "used_bytes", 1L << 20,
                                        "used", "1.00 MiB",
                                        "capacity", "25.00%")));
    }

    @Test
    void swap_is_told_where_there_is_some() {
        var machine =
                new FixtureMachine(root)
                        .file(
                                "/proc/meminfo",
                                "MemTotal: 8 kB",
                                "MemFree: 1 kB",
                                "Buffers: 1 kB",
                                "Cached: 2 kB",
                                "SwapTotal: 2048 kB",
                                "SwapFree: 2048 kB");

        assertThat(machine.fact("memory", "swap", "capacity")).isEqualTo("0.00%");
        assertThat(machine.fact("memory", "swap", "used")).isEqualTo("0 bytes");
        assertThat(machine.fact("memory", "system", "available_bytes")).isEqualTo(4096L);
    }

    @Test
    void a_disk_has_what_sysfs_and_udev_know() {
        var machine =
                FixtureMachine.debian(root)
                        .directory("/sys/block/loop0")
                        .file("/sys/block/nvme0n1/device/model", "Fast SSD   ")
                        .file("/sys/block/nvme0n1/device/serial", "S1")
                        .file("/sys/block/nvme0n1/queue/rotational", "0");

        assertThat(machine.fact("disks"))
                .isEqualTo(
                        Map.of(
                                "vda",
                                Map.of(
                                        "size_bytes", 1L << 20,
                                        "size", "1.00 MiB",
                                        "type", "hdd",
                                        "vendor", "0x1af4",
                                        "serial", "abc-1"),
                                "nvme0n1",
                                Map.of("model", "Fast SSD", "serial", "S1", "type", "ssd")));
    }

    @Test
    void partitions_volumes_and_loops_are_listed_with_their_mounts() {
        var machine =
                FixtureMachine.debian(root)
                        .file("/sys/block/dm-0/dm/name", "vg-home")
                        .file("/sys/block/dm-0/size", "2")
                        .file("/sys/block/loop1/loop/backing_file", "/srv/image")
                        .file("/sys/block/loop1/size", "0");

        assertThat(machine.fact("partitions"))
                .isEqualTo(
                        Map.of(
                                "/dev/vda1",
                                Map.of(
                                        "size_bytes", 512L << 10,
                                        "size", "512.00 KiB",
                                        "filesystem", "ext4",
                                        "label", "my root",
                                        "mount", "/"),
                                "/dev/mapper/vg-home",
                                Map.of("size_bytes", 1024L, "size", "1.00 KiB"),
                                "/dev/loop1",
                                Map.of(
                                        "size_bytes",
                                        0L,
                                        "size",
                                        "0 bytes",
                                        "backing_file",
                                        "/srv/image")));
    }

    @Test
    void the_chassis_type_is_a_word_and_empty_fields_are_absent() {
        var machine =
                FixtureMachine.debian(root)
                        .file("/sys/class/dmi/id/chassis_type", "23")
                        .file("/sys/class/dmi/id/board_serial", "   ");

        assertThat(machine.fact("dmi"))
                .isEqualTo(
                        Map.of(
                                "manufacturer", "QEMU",
                                "chassis", Map.of("type", "Rack Mount Chassis"),
                                "product", Map.of("name", "Standard PC (Q35 + ICH9, 2009)")));
    }

    @Test
    void an_unknown_chassis_type_is_absent() {
        var machine = FixtureMachine.debian(root).file("/sys/class/dmi/id/chassis_type", "0");

        assertThat(machine.fact("dmi", "chassis")).isNull();
    }
}
