package io.labctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine in one line, to stand above the figures. */
public final class MachineLine {
    private MachineLine() {}

    public static String of(Path proc) throws IOException {
        String model = value(proc.resolve("cpuinfo"), "model name", ':');
        String memory = value(proc.resolve("meminfo"), "MemTotal", ':');
        return "machine: %d cores of %s, %s of memory, Linux %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        model,
                        memory,
                        Files.readString(proc.resolve("sys/kernel/osrelease")).strip(),
                        Runtime.version());
    }

    private static String value(Path file, String key, char separator) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(separator) + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
