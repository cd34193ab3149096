package io.labctl.agent.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes of one session (setsid(2)): also those whose parent has already ended, which a walk
 * down the process tree does not find. What has both made a session of its own and lost its parent
 * is found by nobody, as daemons want it.
 */
record Session(Process leader) {
    private static final int ROUNDS = 20;

    static Session of(Process leader) {
        return new Session(leader);
    }

    /** Kills all of them; again while new ones turn up that were forked meanwhile. */
    void kill() {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> left =
                    Stream.concat(leader.descendants(), members())
                            .filter(ProcessHandle::isAlive)
                            .toList();
            leader.destroyForcibly();
            left.forEach(ProcessHandle::destroyForcibly);
            if (left.isEmpty()) {
                return;
            }
        }
    }

    private Stream<ProcessHandle> members() {
        return ProcessHandle.allProcesses().filter(each -> sessionOf(each.pid()) == leader.pid());
    }

    /**
     * Field 6 of proc_pid_stat(5); the name in field 2 may hold anything but ends at the last ).
     */
    private static long sessionOf(long pid) {
        return stat(pid)
                .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" ", -1))
                .map(fields -> Long.parseLong(fields[3]))
                .orElse(-1L);
    }

    /** The name in it is bytes, and the kernel cuts it after 15 of them. */
    private static Optional<String> stat(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return Optional.of(Files.readString(stat, StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return Optional.empty(); // it has ended meanwhile
        }
    }
}
