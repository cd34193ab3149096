package io.labctl.agent.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program on a node, below the nsenter(1) that brought it there. */
final class RunningProgram {
    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final Path output;

    private RunningProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    record Ended(int exit, String said) {}

    static RunningProgram start(List<String> argv, Path folder) throws IOException {
        Path output = Files.createTempFile(folder, "said", ".txt");
        return new RunningProgram(
                new ProcessBuilder(argv)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    String saidSoFar() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By SIGTERM, as a service manager asks. */
    Ended terminate() throws InterruptedException {
        process.children().forEach(ProcessHandle::destroy);
        return end();
    }

    Ended kill() throws InterruptedException {
        process.children().forEach(ProcessHandle::destroyForcibly);
        return end();
    }

    Ended end() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            throw new AssertionError("it did not end, it said: " + saidSoFar());
        }
        return new Ended(process.exitValue(), saidSoFar());
    }
}
