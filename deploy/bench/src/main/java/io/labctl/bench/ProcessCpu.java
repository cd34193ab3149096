package io.labctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process's CPU time, user and system together, from {@code /proc/PID/stat} (proc(5), fields 14
 * and 15).
 */
public final class ProcessCpu {
    private static final long MILLIS_PER_TICK =
            10; // USER_HZ is 100 on every Linux that labctl runs on

    private ProcessCpu() {}

    public static Duration of(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Duration.ofMillis(
                    (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK);
        } catch (NoSuchFileException e) {
            return Duration.ZERO; // it has ended since it was listed
        }
    }
}
