package io.labctl.facts.source;

import java.util.List;
import java.util.Optional;

/** The {@code name : value} lines of {@code /proc/cpuinfo} (proc(5)), in their order. */
public record CpuInfo(List<Line> lines) {
    public CpuInfo {
        lines = List.copyOf(lines);
    }

    public static CpuInfo read(MachineFiles files) {
        return new CpuInfo(
                files.lines("/proc/cpuinfo").stream()
                        .filter(line -> line.indexOf(':') >= 0)
                        .map(Line::of)
                        .toList());
    }

    public List<String> values(String name) {
        return lines.stream().filter(line -> line.name().equals(name)).map(Line::value).toList();
    }

    /** The first processor's number of that name, if above zero. */
    public Optional<Long> number(String name) {
        return values(name).stream()
                .findFirst()
                .flatMap(WholeNumber::parse)
                .filter(number -> number > 0);
    }

    /**
     * All flags of the first processor, such as {@code avx2} or {@code hypervisor}; only x86 lists
     * these.
     */
    public List<String> flags() {
        return values("flags").stream().findFirst().map(Words::of).orElse(List.of());
    }

    /** One line. */
    public record Line(String name, String value) {
        static Line of(String line) {
            int colon = line.indexOf(':');
            return new Line(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
    }
}
