package io.labctl.agent;

import io.labctl.agent.time.Stop;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The daemon on this machine as it is, but that each run follows the one before it at once. Before
 * some of its runs, given by their numbers, it says on a line what it takes of the machine; it ends
 * with the last of these. The first argument is its configuration, with a splay as long as its
 * interval.
 */
final class TirelessDaemon {
    /** Comes before its time by as much as it might be late, and so by the whole interval. */
    private static final RandomGenerator EARLY =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    return 0;
                }

                @Override
                public long nextLong(long bound) {
                    return 1 - bound;
                }
            };

    /** What references kept alive goes with one of the next. */
    private static final int COLLECTIONS = 5;

    private final int[] measuredRuns;
    private final Surroundings real = Surroundings.thisOne();
    private final Stop stop = new Stop();
    private int run;

    private TirelessDaemon(int[] measuredRuns) {
        this.measuredRuns = measuredRuns;
    }

    public static void main(String[] args) {
        int[] numbers = Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
        var daemon = new TirelessDaemon(numbers);
        System.exit(
                new LabAgent(daemon.surroundings(), daemon.stop, EARLY)
                        .execute("run", "--config", args[0]));
    }

    private Surroundings surroundings() {
        return new Surroundings(
                real.out(),
                real.err(),
                real.paint(),
                real.hostName(),
                real.person(),
                real.environment(),
                real.clock(),
                this::facts,
                real.commands(),
                real.application(),
                real.version());
    }

    private MachineFacts facts() {
        run++;
        if (Arrays.stream(measuredRuns).anyMatch(each -> each == run)) {
            real.out().println(footprint());
            real.out().flush();
        }
        if (run == measuredRuns[measuredRuns.length - 1]) {
            stop.signal();
        }
        return real.facts().get();
    }

    /** Heap that is in use after a collection, resident memory, threads, open files. */
    private static String footprint() {
        for (int round = 0; round < COLLECTIONS; round++) {
            System.gc();
        }
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return "heap %d metaspace %d resident %d threads %d open %d"
                    .formatted(
                            used(MemoryType.HEAP),
                            used(MemoryType.NON_HEAP),
                            status("VmRSS:") * 1024,
                            status("Threads:"),
                            open.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long used(MemoryType type) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(each -> each.getType() == type)
                .filter(each -> type == MemoryType.HEAP || each.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static long status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
