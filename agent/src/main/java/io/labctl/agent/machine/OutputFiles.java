package io.labctl.agent.machine;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Files in memory for a program that starts daemons: these may go on writing there when the program
 * has ended, and when the agent has, which would kill them with a pipe (SIGPIPE). Nothing of that
 * is kept.
 */
record OutputFiles(OutputFile outFile, OutputFile errFile) implements Outputs, Closeable {
    /** A program writes some 10 MiB in that time at most. */
    private static final Duration TIDIED_EVERY = Duration.ofMillis(10);

    static OutputFiles make() throws IOException {
        OutputFile out = OutputFile.make();
        try {
            return new OutputFiles(out, OutputFile.make());
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    void redirect(ProcessBuilder builder) {
        builder.redirectOutput(outFile.forPrograms()).redirectError(errFile.forPrograms());
    }

    @Override
    public boolean awaitEnd(Process process, Duration limit)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); left > 0; left = end - System.nanoTime()) {
            long next = Math.min(left, TIDIED_EVERY.toNanos());
            if (process.waitFor(next, TimeUnit.NANOSECONDS)) {
                return true;
            }
            outFile.tidy();
            errFile.tidy();
        }
        return !process.isAlive();
    }

    @Override
    public String out() throws IOException {
        return outFile.end();
    }

    @Override
    public String err() throws IOException {
        return errFile.end();
    }

    @Override
    public void close() throws IOException {
        try (outFile;
                errFile) {
            outFile.freeze();
            errFile.freeze();
        }
    }
}
