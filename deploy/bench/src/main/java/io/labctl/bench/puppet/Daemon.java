package io.labctl.bench.puppet;

import io.labctl.bench.ProcessCpu;
import io.labctl.bench.ProcessMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An agent's daemon, whose runs are seen by a file that each of them writes anew at its end. */
final class Daemon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path written;
    private FileTime last;

    Daemon(ProcessBuilder program, Path written) throws IOException {
        this.written = written;
        this.last = lastWritten();
        this.process = program.start();
    }

    /** Waits for the end of so many more runs. */
    void awaitRuns(int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (lastWritten().equals(last)) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IOException("the daemon has made no run, see " + written);
                }
            }
            last = lastWritten();
        }
    }

    /** Of the daemon itself; what runs in processes that it has started does not count. */
    Duration cpu() throws IOException {
        return ProcessCpu.of(process.pid());
    }

    /** Its program and arguments, after all that its start script has become. */
    List<String> command() throws IOException {
        String line = Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())));
        return List.of(line.split("\0", -1));
    }

    /** What it holds of the machine's memory now, in KiB. */
    long resident() throws IOException {
        return ProcessMemory.resident(process.pid()) / 1024;
    }

    private FileTime lastWritten() throws IOException {
        return Files.exists(written) ? Files.getLastModifiedTime(written) : FileTime.fromMillis(0);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
