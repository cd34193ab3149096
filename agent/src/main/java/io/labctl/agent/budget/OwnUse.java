package io.labctl.agent.budget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What this process uses, as the kernel counts it (proc(5)). */
public final class OwnUse {
    private static final String RESIDENT = "VmRSS:";
    private static final String MOST_RESIDENT = "VmHWM:";
    private static final String FORGET_PEAK = "5";
    private static final int KIB = 1024;
    private static final int USER_TIME = 11; // counted from the field behind the name
    private static final int LAST_OF_CPU = 14; // the children that have ended, too
    private static final long MILLIS_PER_TICK = 10; // USER_HZ is 100 on every Linux there is

    private final Path self;

    public OwnUse() {
        this(Path.of("/proc/self"));
    }

    OwnUse(Path self) {
        this.self = self;
    }

    /** The memory that it holds, without that of the programs it runs. */
    public MemorySize memory() throws IOException {
        return status(RESIDENT);
    }

    /** The most of it that it held since {@link #forgetPeak}, or ever. */
    public MemorySize peak() throws IOException {
        return status(MOST_RESIDENT);
    }

    public void forgetPeak() throws IOException {
        Files.writeString(self.resolve("clear_refs"), FORGET_PEAK);
    }

    private MemorySize status(String what) throws IOException {
        for (String line : Files.readAllLines(self.resolve("status"))) {
            if (line.startsWith(what)) {
                String kib = line.substring(what.length()).replace("kB", "").strip();
                return new MemorySize(Long.parseLong(kib) * KIB);
            }
        }
        throw new IOException("no %s in '%s'".formatted(what, self.resolve("status")));
    }

    /** Its processor time and that of the programs it ran, as far as they have ended. */
    public Duration cpu() throws IOException {
        String stat = Files.readString(self.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = USER_TIME; i <= LAST_OF_CPU; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }

    /** Shrinks the heap to what is used; a JVM that waits would not do so by itself. */
    public void collectGarbage() {
        System.gc();
    }
}
