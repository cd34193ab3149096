package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that was started, and in the end what it left behind. */
final class Running {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Executor READERS = Thread::startVirtualThread;

    /** How a program ended. */
    record Ended(int exit, String out, String err) {
        String said() {
            return out + err;
        }

        Ended succeeded() {
            assertThat(exit).as(said()).isZero();
            return this;
        }
    }

    private final Process process;

    @SuppressWarnings("JdkObsolete") // read by tests while its reader writes
    private final StringBuffer out = new StringBuffer();

    @SuppressWarnings("JdkObsolete")
    private final StringBuffer err = new StringBuffer();

    private final CompletableFuture<Void> read;

    private Running(Process process) {
        this.process = process;
        this.read =
                CompletableFuture.allOf(
                        CompletableFuture.runAsync(
                                () -> copy(process.getInputStream(), out), READERS),
                        CompletableFuture.runAsync(
                                () -> copy(process.getErrorStream(), err), READERS));
    }

    static Running start(Path folder, Map<String, String> environment, List<String> argv) {
        var builder = new ProcessBuilder(argv).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LAB"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new Running(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(InputStream from, StringBuffer to) {
        try (var lines = new java.io.InputStreamReader(from, StandardCharsets.UTF_8)) {
            var some = new char[8192];
            for (int count = lines.read(some); count >= 0; count = lines.read(some)) {
                to.append(some, 0, count);
            }
        } catch (IOException e) {
            // the program was killed
        }
    }

    Ended end() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("a program did not end, it said: " + out + err);
            }
            // A daemon that it left behind may keep the streams open.
            read.completeOnTimeout(null, 2, TimeUnit.SECONDS).join();
            return new Ended(process.exitValue(), out.toString(), err.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    String saidSoFar() {
        return out.toString() + err;
    }

    /** What it has written to its standard output. */
    String outSoFar() {
        return out.toString();
    }

    String errSoFar() {
        return err.toString();
    }

    /**
     * As a service manager ends it: SIGTERM. By its handle, for the process itself would close the
     * streams and with them lose what it says last.
     */
    Ended stop() {
        process.toHandle().destroy();
        return end();
    }

    /** What the kernel does to a process that is out of luck: SIGKILL, to this one alone. */
    void kill() {
        process.destroyForcibly();
    }

    /** Kills what it started and is like this; answers whether there was such a process. */
    boolean killBelow(Predicate<String> commandLine) {
        return process.descendants()
                        .filter(
                                each ->
                                        Proc.commandLine(each.pid())
                                                .filter(commandLine)
                                                .isPresent())
                        .filter(ProcessHandle::destroyForcibly)
                        .count()
                > 0;
    }
}
