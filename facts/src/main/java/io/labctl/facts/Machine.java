package io.labctl.facts;

import io.labctl.facts.hardware.DmiFacts;
import io.labctl.facts.hardware.MemoryFacts;
import io.labctl.facts.hardware.ProcessorFacts;
import io.labctl.facts.network.Ipv4Addresses;
import io.labctl.facts.network.KernelIpv4Addresses;
import io.labctl.facts.network.NetworkingFacts;
import io.labctl.facts.os.FipsFacts;
import io.labctl.facts.os.KernelFacts;
import io.labctl.facts.os.OsFacts;
import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.OsRelease;
import io.labctl.facts.storage.DiskFacts;
import io.labctl.facts.storage.FilesystemFacts;
import io.labctl.facts.storage.KernelMountSpace;
import io.labctl.facts.storage.LvmFacts;
import io.labctl.facts.storage.MountSpace;
import io.labctl.facts.storage.MountpointFacts;
import io.labctl.facts.storage.PartitionFacts;
import io.labctl.facts.system.IdentityFacts;
import io.labctl.facts.system.LoadFacts;
import io.labctl.facts.system.PathFacts;
import io.labctl.facts.system.SshFacts;
import io.labctl.facts.system.TimezoneFacts;
import io.labctl.facts.system.UptimeFacts;
import io.labctl.facts.virtual.CloudFacts;
import io.labctl.facts.virtual.HypervisorFacts;
import io.labctl.facts.virtual.VirtualFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Linux machine that can be asked for its facts.
 *
 * <p>Gathering only reads: files under {@code /proc}, {@code /sys}, {@code /etc}, {@code /run} and
 * {@code /var/lib}, the interfaces' IPv4 addresses and the space on local file systems. It starts
 * no process, asks no network service and touches no network file system, so it cannot hang on a
 * machine in trouble. Safe for use by many threads.
 */
public final class Machine {
    private final List<FactSource> sources;

    /**
     * @param root the machine's {@code /}
     * @param clock tells whether the time zone is in its summer time
     */
    public Machine(Path root, Clock clock) {
        this(root, clock, new KernelIpv4Addresses(), new KernelMountSpace(root));
    }

    /**
     * What the fact {@code os.family} would be, without asking for any other.
     *
     * @param root the machine's {@code /}
     * @return {@code Debian}, {@code RedHat}, or {@code Linux} for all others
     */
    public static String familyOf(Path root) {
        return OsRelease.read(new MachineFiles(root)).distribution().family();
    }

    /**
     * What the fact {@code os.selinux.enabled} would be.
     *
     * @param root the machine's {@code /}
     */
    public static boolean hasSelinux(Path root) {
        return OsFacts.hasSelinux(new MachineFiles(root));
    }

    /**
     * A machine that is asked for what changes all the time alone, {@code load_averages} and {@code
     * memory}: for who looks often.
     *
     * @param root the machine's {@code /}
     */
    public static Machine vitalsOf(Path root) {
        var files = new MachineFiles(root);
        return new Machine(List.of(new LoadFacts(files), new MemoryFacts(files)));
    }

    Machine(Path root, Clock clock, Ipv4Addresses ipv4, MountSpace space) {
        this(sources(new MachineFiles(root), clock, ipv4, space));
    }

    Machine(List<FactSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * Gathers every fact anew. A source that fails costs only its own facts and is named among the
     * faults.
     */
    public MachineFacts gather() {
        SortedMap<String, Object> values = new TreeMap<>();
        List<MachineFacts.Fault> faults = new ArrayList<>();
        for (FactSource source : sources) {
            try {
                values.putAll(source.gather());
            } catch (IOException | RuntimeException e) {
                faults.add(new MachineFacts.Fault(source.name(), reason(e)));
            }
        }
        return new MachineFacts(values, faults);
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static List<FactSource> sources(
            MachineFiles files, Clock clock, Ipv4Addresses ipv4, MountSpace space) {
        return List.of(
                new CloudFacts(files),
                new DiskFacts(files),
                new DmiFacts(files),
                new FilesystemFacts(files),
                new FipsFacts(files),
                new HypervisorFacts(files),
                new IdentityFacts(files),
                new KernelFacts(files),
                new LoadFacts(files),
                new LvmFacts(files),
                new MemoryFacts(files),
                new MountpointFacts(files, space),
                new NetworkingFacts(files, ipv4),
                new OsFacts(files),
                new PartitionFacts(files),
                new PathFacts(files),
                new ProcessorFacts(files),
                new SshFacts(files),
                new TimezoneFacts(files, clock),
                new UptimeFacts(files),
                new VirtualFacts(files));
    }
}
