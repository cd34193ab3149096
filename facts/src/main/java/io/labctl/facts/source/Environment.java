package io.labctl.facts.source;

import java.util.Optional;
import java.util.regex.Pattern;

/** The environment that a process was started with, from {@code /proc/PID/environ} (proc(5)). */
public final class Environment {
    private static final Pattern NUL = Pattern.compile("\0");

    private Environment() {}

    public static Optional<String> variable(MachineFiles files, String process, String name) {
        String start = name + "=";
        return files.text("/proc/" + process + "/environ")
                .flatMap(
                        text ->
                                NUL.splitAsStream(text)
                                        .filter(variable -> variable.startsWith(start))
                                        .findFirst())
                .map(variable -> variable.substring(start.length()));
    }
}
