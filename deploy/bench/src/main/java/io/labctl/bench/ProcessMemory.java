package io.labctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process's resident memory (VmRSS), from {@code /proc/PID/status} (proc(5)). */
public final class ProcessMemory {
    private static final String RESIDENT = "VmRSS:";

    private ProcessMemory() {}

    /** In bytes. */
    public static long resident(long pid) throws IOException {
        String kib =
                Files.readString(Path.of("/proc/%d/status".formatted(pid)))
                        .lines()
                        .filter(line -> line.startsWith(RESIDENT))
                        .findFirst()
                        .orElseThrow(() -> new IOException("process %d has ended".formatted(pid)))
                        .replaceAll("[^0-9]", "");
        return Long.parseLong(kib) * 1024;
    }
}
