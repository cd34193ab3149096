package io.labctl.facts.hardware;

import io.labctl.facts.source.CpuInfo;
import io.labctl.facts.source.Distribution;
import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.Hardware;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.OsRelease;
import io.labctl.facts.source.Quantity;
import io.labctl.facts.source.Structure;
import io.labctl.facts.source.WholeNumber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * {@code processors}: from {@code /proc/cpuinfo}, its gaps filled from {@code
 * /sys/devices/system/cpu}.
 */
public final class ProcessorFacts implements FactSource {
    private static final long HERTZ_PER_MHZ = 1_000_000;

    /** What each level of the x86-64 psABI adds, as cpuinfo spells it. */
    private static final Map<String, Set<String>> LEVELS = levels();

    private final MachineFiles files;

    public ProcessorFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "processors";
    }

    @Override
    public SortedMap<String, Object> gather() throws IOException {
        CpuInfo cpus = CpuInfo.read(files);
        long count = cpus.values("processor").size();
        if (count == 0) {
            throw new IOException("/proc/cpuinfo names no processor");
        }
        var topology = CpuTopology.of(cpus, files);
        Optional<String> hardware = Hardware.name(files);
        Structure processors =
                new Structure()
                        .with("count", count)
                        .with("models", models(cpus))
                        .with("physicalcount", topology.sockets())
                        .with("cores", topology.coresPerSocket())
                        .with("threads", topology.threadsPerCore())
                        .maybe("speed", speed(cpus))
                        .maybe("isa", hardware.map(this::isa))
                        .maybe("extensions", hardware.map(name -> extensions(name, cpus)));
        return new Structure().nested(name(), processors).sorted();
    }

    private static List<String> models(CpuInfo cpus) {
        return cpus.lines().stream()
                .filter(line -> line.name().equals("model name") || line.name().equals("cpu"))
                .map(CpuInfo.Line::value)
                .toList();
    }

    /** Of the last processor listed; "clock" is how POWER calls it. */
    private static Optional<String> speed(CpuInfo cpus) {
        return cpus.lines().stream()
                .filter(line -> line.name().equals("cpu MHz") || line.name().equals("clock"))
                .reduce((_, last) -> last)
                .flatMap(line -> WholeNumber.leading(line.value()))
                .filter(mhz -> mhz > 0)
                .map(mhz -> Quantity.hertz(Math.multiplyExact(mhz, HERTZ_PER_MHZ)));
    }

    /** What {@code uname -p} prints: only Red Hat's coreutils know an answer. */
    private String isa(String hardware) {
        return OsRelease.read(files).distribution() == Distribution.REDHAT ? hardware : "unknown";
    }

    private static List<String> extensions(String hardware, CpuInfo cpus) {
        List<String> extensions = new ArrayList<>(List.of(hardware));
        if (hardware.equals("x86_64")) {
            Set<String> flags = Set.copyOf(cpus.flags());
            LEVELS.forEach(
                    (level, needed) -> {
                        if (flags.containsAll(needed)) {
                            extensions.add(level);
                        }
                    });
        }
        return List.copyOf(extensions);
    }

    private static Map<String, Set<String>> levels() {
        Map<String, Set<String>> levels = new LinkedHashMap<>();
        levels.put(
                "x86_64-v1", Set.of("cmov", "cx8", "fpu", "fxsr", "lm", "mmx", "syscall", "sse2"));
        levels.put("x86_64-v2", Set.of("cx16", "lahf_lm", "popcnt", "sse4_1", "sse4_2", "ssse3"));
        levels.put(
                "x86_64-v3",
                Set.of("abm", "avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "xsave"));
        levels.put("x86_64-v4", Set.of("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"));
        return Collections.unmodifiableMap(levels);
    }
}
