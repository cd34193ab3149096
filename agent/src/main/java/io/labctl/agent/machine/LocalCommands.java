package io.labctl.agent.machine;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
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
    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** A daemon that was started may hold the pipes open; nobody waits longer for it than this. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    @Override
    public Finished run(Command command) throws IOException {
        Process process = start(command);
        var out = OutputTail.of(process.getInputStream());
        var err = OutputTail.of(process.getErrorStream());
        try {
            boolean timedOut = !process.waitFor(command.limit().toNanos(), TimeUnit.NANOSECONDS);
            if (timedOut) {
                Session.of(process).kill();
            }
            int exit = process.waitFor();
            return new Finished(exit, out.within(LAST_WORDS), err.within(LAST_WORDS), timedOut);
        } catch (InterruptedException e) {
            Session.of(process).kill();
            Thread.currentThread().interrupt();
            throw stopped(command, e);
        }
    }

    private static Process start(Command command) throws IOException {
        List<String> argv = new ArrayList<>(List.of("setsid", "--"));
        argv.addAll(command.argv());
        var builder = new ProcessBuilder(argv);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", PATH);
        environment.put("LC_ALL", "C");
        environment.putAll(command.environment());
        return builder.directory(
                        command.directory() == null ? new File("/") : command.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .start();
    }

    private static InterruptedIOException stopped(Command command, InterruptedException cause) {
        var stopped =
                new InterruptedIOException(
                        "%s was stopped with the run".formatted(command.argv().getFirst()));
        stopped.initCause(cause);
        return stopped;
    }
}
