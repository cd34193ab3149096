package io.labctl.facts;

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
                new DiskFacts(files),
                new DmiFacts(files),
                new FilesystemFacts(files),
                new FipsFacts(files),
                new IdentityFacts(files),
                new KernelFacts(files),
                new LoadFacts(files),
                new MemoryFacts(files),
                new MountpointFacts(files, space),
                new NetworkingFacts(files, ipv4),
                new OsFacts(files),
                new PartitionFacts(files),
                new PathFacts(files),
                new ProcessorFacts(files),
                new TimezoneFacts(files, clock),
                new UptimeFacts(files),
                new VirtualFacts(files));
    }
}
