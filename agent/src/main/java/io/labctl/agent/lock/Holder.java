package io.labctl.agent.lock;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process that runs now, as it stands in the lock's file.
 *
 * @param command null when it has not yet said what it does
 */
public record Holder(long pid, Instant since, @Nullable String command) {

    /** This process. */
    public static Holder self(String command) {
        var process = ProcessHandle.current();
        return new Holder(process.pid(), startOf(process), command);
    }

    /** Another process, of which nothing else is known. */
    static Optional<Holder> of(long pid) {
        return ProcessHandle.of(pid).map(process -> new Holder(pid, startOf(process), null));
    }

    /** The same process: a pid alone may have been given away again. */
    boolean isAlive() {
        return ProcessHandle.of(pid).filter(process -> startOf(process).equals(since)).isPresent();
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public String toString() {
        return "pid %d (%s), started %s"
                .formatted(pid, command == null ? "has just begun" : command, since);
    }
}
