package io.labctl.facts;

import static java.util.Objects.requireNonNull;

import io.labctl.facts.network.Binding;
import io.labctl.facts.network.IpAddress;
import io.labctl.facts.storage.MountSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A machine made of files in a temporary folder, with addresses and mounted file systems as a test
 * wants them.
 */
final class FixtureMachine {
    private static final Instant WINTER = Instant.parse("2026-01-15T12:00:00Z");

    private final Path root;
    private final Map<String, List<Binding>> addresses = new TreeMap<>();
    private final Map<String, MountSpace.Space> spaces = new TreeMap<>();
    private Instant now = WINTER;

    FixtureMachine(Path root) {
        this.root = root;
    }

    FixtureMachine file(String path, String... lines) {
        return bytes(path, lines.length == 0 ? "" : String.join("\n", lines) + "\n");
    }

    FixtureMachine bytes(String path, String content) {
        return bytes(path, content.getBytes(StandardCharsets.UTF_8));
    }

    FixtureMachine bytes(String path, byte[] content) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(requireNonNull(file.getParent()));
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new AssertionError("cannot write fixture '%s'".formatted(path), e);
        }
    }

    FixtureMachine directory(String path) {
        try {
            Files.createDirectories(root.resolve(path.substring(1)));
            return this;
        } catch (IOException e) {
            throw new AssertionError("cannot make fixture '%s'".formatted(path), e);
        }
    }

    FixtureMachine link(String path, String target) {
        try {
            Path link = root.resolve(path.substring(1));
            Files.createDirectories(requireNonNull(link.getParent()));
            Files.createSymbolicLink(link, Path.of(target));
            return this;
        } catch (IOException e) {
            throw new AssertionError("cannot link fixture '%s'".formatted(path), e);
        }
    }

    FixtureMachine address(String device, int prefix, int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        addresses
                .computeIfAbsent(device, _ -> new ArrayList<>())
                .add(new Binding(new IpAddress(address), prefix, List.of()));
        return this;
    }

    FixtureMachine space(String mountPoint, long total, long free, long available) {
        spaces.put(mountPoint, new MountSpace.Space(total, free, available));
        return this;
    }

    FixtureMachine at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    /**
     * Asking for the space of a mount that the test did not give fails, as a hanging one would
     * never answer.
     */
    MachineFacts gather() {
        return new Machine(root, Clock.fixed(now, ZoneOffset.UTC), () -> addresses, this::space)
                .gather();
    }

    private MountSpace.Space space(String mountPoint) {
        MountSpace.@Nullable Space space = spaces.get(mountPoint);
        if (space == null) {
            throw new AssertionError("asked for the space at '%s'".formatted(mountPoint));
        }
        return space;
    }

    /** The value at these names, one inside the other; null where there is none. */
    @Nullable Object fact(String... names) {
        Object value = gather().values();
        for (String name : names) {
            if (!(value instanceof SortedMap<?, ?> structure) || structure.get(name) == null) {
                return null;
            }
            value = requireNonNull(structure.get(name));
        }
        return value;
    }

    /** A small Debian 12 virtual machine. */
    static FixtureMachine debian(Path root) {
        return new FixtureMachine(root)
                .file(
                        "/etc/os-release",
                        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"",
                        "NAME=\"Debian GNU/Linux\"",
                        "VERSION_ID=\"12\"",
                        "VERSION=\"12 (bookworm)\"",
                        "VERSION_CODENAME=bookworm",
                        "ID=debian")
                .file("/etc/debian_version", "12.11")
                .file(
                        "/etc/passwd",
                        "root:x:0:0:root:/root:/bin/bash",
                        "daemon:x:1:1::/:/usr/sbin/nologin")
                .file("/etc/group", "root:x:0:", "daemon:x:1:")
                .file(
                        "/etc/hosts",
                        "127.0.0.1\tlocalhost",
                        "127.0.1.1\tweb01.lab.example web01 # own")
                .file("/etc/resolv.conf", "search resolver.example", "nameserver 192.0.2.53")
                .bytes("/etc/localtime", "TZif2 \n...\nCET-1CEST,M3.5.0,M10.5.0/3\n")
                .file("/etc/timezone", "Europe/Berlin")
                .file("/proc/sys/kernel/ostype", "Linux")
                .file("/proc/sys/kernel/osrelease", "6.1.0-35-amd64")
                .file("/proc/sys/kernel/arch", "x86_64")
                .file("/proc/sys/kernel/hostname", "web01")
                .file("/proc/sys/crypto/fips_enabled", "0")
                .file("/proc/self/status", "Name:\tjava", "Uid:\t0\t0\t0\t0", "Gid:\t0\t0\t0\t0")
                .bytes("/proc/self/environ", "HOME=/root\0PATH=/usr/sbin:/usr/bin\0")
                .file(
                        "/proc/self/mounts",
                        "/dev/vda1 / ext4 rw,relatime 0 0",
                        "proc /proc proc rw 0 0")
                .space("/", 1000 << 20, 600 << 20, 550 << 20)
                .file("/proc/uptime", "93784.12 180000.00")
                .file("/proc/loadavg", "0.15 1.00 12.50 1/230 4711")
                .file("/proc/filesystems", "nodev\tsysfs", "\text4", "\tbtrfs", "\tfuseblk")
                .file(
                        "/proc/meminfo",
                        "MemTotal: 4096 kB",
                        "MemFree: 1024 kB",
                        "MemAvailable: 3072 kB",
                        "SwapTotal: 0 kB")
                .file(
                        "/proc/cpuinfo",
                        "processor\t: 0",
                        "model name\t: Some CPU",
                        "cpu MHz\t\t: 2599.998",
                        "physical id\t: 0",
                        "siblings\t: 2",
                        "cpu cores\t: 1",
                        "flags\t\t: fpu cmov cx8 fxsr lm mmx syscall sse2 hypervisor",
                        "",
                        "processor\t: 1",
                        "model name\t: Some CPU",
                        "physical id\t: 0")
                .file("/proc/1/cgroup", "0::/init.scope")
                .file(
                        "/proc/net/dev",
                        "Inter-| Receive",
                        " face |bytes",
                        "    lo: 1 2",
                        "  ens3: 3 4")
                .file(
                        "/proc/net/route",
                        "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU",
                        "ens3\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0")
                .file("/proc/net/if_inet6", "fe8000000000000000fc00fffe000001 02 40 20 80 ens3")
                .address("lo", 8, 127, 0, 0, 1)
                .address("ens3", 24, 192, 0, 2, 7)
                .file("/sys/class/net/lo/ifindex", "1")
                .file("/sys/class/net/ens3/ifindex", "2")
                .file("/sys/class/net/ens3/mtu", "1500")
                .file("/sys/class/net/ens3/address", "52:54:00:00:00:01")
                .file("/sys/class/net/ens3/operstate", "up")
                .file("/sys/class/net/ens3/speed", "1000")
                .file("/sys/class/net/ens3/duplex", "full")
                .directory("/sys/class/net/ens3/device")
                .file("/sys/block/vda/size", "2048")
                .file("/sys/block/vda/queue/rotational", "1")
                .file("/sys/block/vda/device/vendor", "0x1af4")
                .file("/sys/block/vda/dev", "254:0")
                .file("/sys/block/vda/vda1/dev", "254:1")
                .file("/sys/block/vda/vda1/size", "1024")
                .file("/run/udev/data/b254:0", "E:ID_SERIAL=abc-1")
                .file("/run/udev/data/b254:1", "E:ID_FS_TYPE=ext4", "E:ID_FS_LABEL_ENC=my\\x20root")
                .file("/sys/class/dmi/id/sys_vendor", "QEMU")
                .file("/sys/class/dmi/id/chassis_type", "1")
                .file("/sys/class/dmi/id/product_name", "Standard PC (Q35 + ICH9, 2009)");
    }
}
