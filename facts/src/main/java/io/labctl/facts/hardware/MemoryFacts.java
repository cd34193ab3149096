package io.labctl.facts.hardware;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Quantity;
import io.labctl.facts.source.Structure;
import io.labctl.facts.source.WholeNumber;
import io.labctl.facts.source.Words;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** {@code memory}: RAM and swap from {@code /proc/meminfo} (proc(5)), which counts in KiB. */
public final class MemoryFacts implements FactSource {
    private final MachineFiles files;

    public MemoryFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public SortedMap<String, Object> gather() throws IOException {
        Map<String, Long> bytes = bytesByName();
        long total = known(bytes, "MemTotal");
        Structure memory = new Structure().nested("system", usage(total, available(bytes)));
        long swap = bytes.getOrDefault("SwapTotal", 0L);
        if (swap > 0) {
            memory.nested("swap", usage(swap, known(bytes, "SwapFree")));
        }
        return new Structure().nested("memory", memory).sorted();
    }

    private Map<String, Long> bytesByName() {
        Map<String, Long> bytes = new HashMap<>();
        for (String line : files.lines("/proc/meminfo")) {
            List<String> words = Words.of(line);
            if (words.size() >= 2 && words.getFirst().endsWith(":")) {
                String name = words.getFirst().substring(0, words.getFirst().length() - 1);
                WholeNumber.parse(words.get(1))
                        .ifPresent(kib -> bytes.put(name, Math.multiplyExact(kib, 1024L)));
            }
        }
        return bytes;
    }

    /** Kernels before 3.14 have no MemAvailable. */
    private static long available(Map<String, Long> bytes) throws IOException {
        if (bytes.containsKey("MemAvailable")) {
            return known(bytes, "MemAvailable");
        }
        return known(bytes, "MemFree") + known(bytes, "Buffers") + known(bytes, "Cached");
    }

    private static long known(Map<String, Long> bytes, String name) throws IOException {
        return Optional.ofNullable(bytes.get(name))
                .filter(value -> value >= 0)
                .orElseThrow(
                        () ->
                                new IOException(
                                        "/proc/meminfo has no amount for '%s'".formatted(name)));
    }

    private static Structure usage(long total, long available) throws IOException {
        if (total == 0) {
            throw new IOException("/proc/meminfo gives 0 as the machine's memory");
        }
        long used = total - available;
        return new Structure()
                .with("total_bytes", total)
                .with("total", Quantity.bytes(total))
                .with("available_bytes", available)
                .with("available", Quantity.bytes(available))
                .with("used_bytes", used)
                .with("used", Quantity.bytes(used))
                .with("capacity", Quantity.percent(used, total));
    }
}
