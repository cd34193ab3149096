package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of these classes in a process of its own, killed in the end where it still runs. */
public final class JavaProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Path LOCKS = Path.of("/proc/locks");

    private final Process process;
    private final BufferedReader output;

    private JavaProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    public static JavaProcess labctl(String... arguments) throws IOException {
        return of(Map.of(), Labctl.class, arguments);
    }

    /** With these variables beside those of this process. */
    public static JavaProcess of(
            Map<String, String> variables, Class<?> program, String... arguments)
            throws IOException {
        var java =
                Stream.of(
                        "env", // a process in the background of a script ignores some
                        "--default-signal=HUP,INT,TERM",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName());
        var builder = new ProcessBuilder(Stream.concat(java, Stream.of(arguments)).toList());
        builder.environment().putAll(variables);
        return new JavaProcess(builder.redirectErrorStream(true).start());
    }

    /** The next line that it prints. */
    public String line() throws IOException {
        return output.readLine();
    }

    /** Returns when it waits for a lock on a file, or has ended. */
    public JavaProcess untilItWaitsForALock() {
        long start = System.nanoTime();
        while (!ends(Duration.ofMillis(5)) && !waitsForALock()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        }
        return this;
    }

    /** In the kernel's list, one who waits has an arrow in front: {@code 1: -> POSIX}. */
    private boolean waitsForALock() {
        String pid = Long.toString(process.pid());
        try {
            return Files.readAllLines(LOCKS, StandardCharsets.ISO_8859_1).stream()
                    .map(line -> List.of(line.trim().split("\\s+")))
                    .anyMatch(words -> words.contains("->") && words.contains(pid));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What it printed, with the exit code that it must end with in time. */
    public String endsWith(int exit) throws IOException {
        boolean ended = ends(LIMIT);
        process.toHandle().destroyForcibly(); // which leaves what it printed to be read
        String printed = output.readAllAsString();
        assertThat(ended).as("ended in time, having printed: %s", printed).isTrue();
        assertThat(process.exitValue()).as(printed).isEqualTo(exit);
        return printed;
    }

    /**
     * As a terminal, systemd or a person does.
     *
     * @param signal by its name without SIG
     */
    public void signal(String signal) throws IOException {
        String pid = Long.toString(process.pid());
        Process kill = new ProcessBuilder("kill", "-s", signal, pid).inheritIO().start();
        assertThat(kill.onExit().join().exitValue()).isZero();
    }

    public void kill() {
        process.destroyForcibly();
        assertThat(ends(LIMIT)).isTrue();
    }

    private boolean ends(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
