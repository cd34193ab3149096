package io.labctl.agent.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel tells of a process (proc_pid_stat(5)).
 *
 * @param session the process that leads its session
 * @param started in clock ticks since the machine was booted; no clock that is set changes it
 */
record ProcessStat(String state, long session, long started) {
    private static final int STATE = 0; // counted from the field behind the name
    private static final int SESSION = 3;
    private static final int STARTED = 19;

    /** Empty when there is none with that number. */
    static Optional<ProcessStat> of(long pid) {
        return line(pid)
                .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" ", -1))
                .map(
                        fields ->
                                new ProcessStat(
                                        fields[STATE],
                                        Long.parseLong(fields[SESSION]),
                                        Long.parseLong(fields[STARTED])));
    }

    /** The name in it is bytes, may hold anything, and the kernel cuts it after 15 of them. */
    private static Optional<String> line(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return Optional.of(Files.readString(stat, StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return Optional.empty(); // it has ended meanwhile
        }
    }

    /** Whether it has ended, and only its parent has not yet asked how. */
    boolean isEnded() {
        return state.equals("Z") || state.equals("X");
    }
}
