package io.labctl.agent.machine;

import io.labctl.catalog.secret.Secret;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of this machine, each as the leader of a session of its own, so that all it started
 * can be found and killed. Safe for use by many threads.
 */
public final class LocalCommands implements Commands {
    /** A daemon that was started may hold the pipes open; nobody waits longer for it than this. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    @Override
    public Finished run(Command command) throws IOException {
        Process process = start(command);
        var out = OutputTail.of(process.getInputStream());
        var err = OutputTail.of(process.getErrorStream());
        try {
            boolean timedOut = !endsWithin(command.limit(), process);
            if (command.leavesNothing()) {
                Session.of(process).kill();
            }
            return new Finished(
                    process.waitFor(), out.within(LAST_WORDS), err.within(LAST_WORDS), timedOut);
        } catch (InterruptedException e) {
            return inGrace(command, process, out, err);
        }
    }

    /** The run is to end, which the thread's flag goes on to say. */
    private static Finished inGrace(
            Command command, Process process, OutputTail out, OutputTail err) throws IOException {
        try {
            boolean ended = endsWithin(command.grace(), process);
            if (command.leavesNothing()) {
                Session.of(process).kill();
            }
            if (ended) {
                return new Finished(
                        process.exitValue(), out.within(LAST_WORDS), err.within(LAST_WORDS), false);
            }
            throw stopped(command);
        } catch (InterruptedException _) {
            Session.of(process).kill();
            throw stopped(command);
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it ends by itself; otherwise it is killed. */
    private static boolean endsWithin(Duration limit, Process process) throws InterruptedException {
        boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (!ended) {
            Session.of(process).kill();
        }
        return ended;
    }

    private static Process start(Command command) throws IOException {
        List<String> argv = new ArrayList<>(List.of("setsid", "--"));
        argv.addAll(command.argv());
        var builder = new ProcessBuilder(argv);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(command.wholeEnvironment());
        builder.directory(command.place().toFile());
        if (command.input() == null) {
            return builder.redirectInput(new File("/dev/null")).start();
        }
        Process process = builder.start();
        give(command.input(), process);
        return process;
    }

    private static void give(Secret input, Process process) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It ended without reading all; how it ended tells more.
        }
    }

    private static InterruptedIOException stopped(Command command) {
        return new InterruptedIOException(
                "%s was stopped with the run".formatted(command.argv().getFirst()));
    }
}
