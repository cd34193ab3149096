package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The door to the machine's programs: argument lists, a limit of time, and an environment of our
 * own.
 */
final class Commands {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /**
     * How a program ended.
     *
     * @param output of both its streams
     */
    record Finished(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }
    }

    /** Runs a program that has to succeed. */
    String must(List<String> argv) {
        Finished finished = run(argv, LIMIT, "");
        return outputOf(argv, finished);
    }

    /** Runs a program that has to succeed and reads from its standard input. */
    String must(List<String> argv, String input) {
        return outputOf(argv, run(argv, LIMIT, input));
    }

    private static String outputOf(List<String> argv, Finished finished) {
        if (!finished.succeeded()) {
            throw new Unavailable(
                    "'%s' ended with %d: %s"
                            .formatted(
                                    String.join(" ", argv),
                                    finished.exit(),
                                    finished.output().strip()));
        }
        return finished.output();
    }

    Finished run(List<String> argv, Duration limit) {
        return run(argv, limit, "");
    }

    private Finished run(List<String> argv, Duration limit, String input) {
        try {
            Process process = prepared(argv).redirectErrorStream(true).start();
            var output =
                    CompletableFuture.supplyAsync(() -> text(process), Thread::startVirtualThread);
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it does not read what it was given; its exit says why
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new Unavailable(
                        "'%s' did not end within %s".formatted(argv.getFirst(), limit));
            }
            return new Finished(process.exitValue(), output.join());
        } catch (IOException e) {
            throw new Unavailable("'%s' cannot be run".formatted(argv.getFirst()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted in '%s'".formatted(argv.getFirst()), e);
        }
    }

    /** Runs a program on the terminal of this one; answers its exit code. */
    int interactive(List<String> argv) {
        try {
            return prepared(argv).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new Unavailable("'%s' cannot be run".formatted(argv.getFirst()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted in '%s'".formatted(argv.getFirst()), e);
        }
    }

    /** Starts a program that outlives this one, in a session of its own. */
    Process detached(
            List<String> argv, Map<String, String> environment, ProcessBuilder.Redirect output)
            throws IOException {
        ProcessBuilder builder = prepared(argv);
        builder.command().addFirst("setsid");
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output)
                .start();
    }

    private static ProcessBuilder prepared(List<String> argv) {
        var builder = new ProcessBuilder(new ArrayList<>(argv));
        builder.directory(Path.of("/").toFile());
        Map<String, String> environment = builder.environment();
        String terminal = environment.getOrDefault("TERM", "dumb");
        environment.clear();
        environment.putAll(
                Map.of("PATH", PATH, "LC_ALL", "C.UTF-8", "HOME", "/root", "TERM", terminal));
        return builder;
    }

    private static String text(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
