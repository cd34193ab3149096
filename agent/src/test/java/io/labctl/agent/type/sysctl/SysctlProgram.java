package io.labctl.agent.type.sysctl;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.Root;
import io.labctl.agent.type.ManagedMachine;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SysctlResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Applies, spoils, repairs and takes away a setting of the machine that it runs on. */
final class SysctlProgram {
    private static final Path NOW = Path.of("/proc/sys/net/ipv4/ip_default_ttl");
    private static final Path FILE =
            Path.of("/etc/sysctl.d/60-labctl-net.ipv4.ip_default_ttl.conf");

    private SysctlProgram() {}

    public static void main(String[] args) throws IOException {
        var machine =
                TestMachine.of(
                        ManagedMachine.found(
                                new Root(Path.of("/")),
                                new LocalCommands(),
                                MonotonicTime.ofThisMachine()),
                        Files.createTempDirectory("sysctl"));
        apply(machine, Presence.PRESENT, "77");
        apply(machine, Presence.PRESENT, "77");
        Files.writeString(NOW, "64\n");
        apply(machine, Presence.PRESENT, "77");
        apply(machine, Presence.ABSENT, "");
        apply(machine, Presence.ABSENT, "");
        apply(machine, Presence.PRESENT, "yes");
    }

    // It tells the test what became of it on its standard output.
    @SuppressWarnings("SystemOut")
    private static void apply(TestMachine machine, Presence ensure, String value)
            throws IOException {
        ResourceReport report =
                machine.apply(
                                new SysctlResource(
                                        "net.ipv4.ip_default_ttl", ensure, value, true, true))
                        .getFirst();
        System.out.println(
                report.outcome() + " " + (report.reason() == null ? state() : report.reason()));
    }

    private static String state() throws IOException {
        String kept = Files.exists(FILE) ? Files.readAllLines(FILE).getLast() : "-";
        return now() + " " + kept.substring(kept.lastIndexOf(' ') + 1);
    }

    /** In one read: the kernel gives a number to the first one only. */
    private static String now() throws IOException {
        try (InputStream value = Files.newInputStream(NOW)) {
            return new String(value.readNBytes(100), StandardCharsets.US_ASCII).strip();
        }
    }
}
