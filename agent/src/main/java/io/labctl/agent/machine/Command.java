package io.labctl.agent.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to be run, never through a shell.
 *
 * @param argv the program and its arguments
 * @param limit when the whole process tree is killed
 * @param environment added to {@code PATH} and {@code LC_ALL=C}, which is all it gets otherwise
 * @param directory where it runs; null means {@code /}
 */
public record Command(
        List<String> argv,
        Duration limit,
        Map<String, String> environment,
        @Nullable Path directory) {
    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    public static Command of(List<String> argv, Duration limit) {
        return new Command(argv, limit, Map.of(), null);
    }
}
