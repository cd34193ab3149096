package io.labctl.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process as it can be found again later, also by another agent.
 *
 * @param mark what no other process with that number has, also after the machine was booted anew
 */
public record NotedProcess(long pid, String mark) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Empty when it is over. */
    static Optional<NotedProcess> of(long pid) throws IOException {
        String boot = Files.readString(BOOT).strip();
        return ProcessStat.of(pid)
                .filter(each -> !each.isEnded())
                .map(each -> new NotedProcess(pid, "%s %d".formatted(boot, each.started())));
    }

    /**
     * Kills it with all of its session, unless it is over. What is left of the session of one that
     * is over stays: it cannot be told from a later session with that number.
     */
    public void kill() throws IOException {
        if (of(pid).equals(Optional.of(this))) {
            ProcessHandle.of(pid).map(Session::new).ifPresent(Session::kill);
        }
    }
}
