package io.labctl.agent.machine;

import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program to be run, never through a shell.
 *
 * @param argv the program and its arguments
 * @param limit when it is killed, and all of its session and below it
 * @param grace how long it may still take when the run is to end meanwhile; then it is killed
 * @param environment added to {@code PATH} and {@code LC_ALL=C}, which is all it gets otherwise
 * @param directory where it runs; null means {@code /}
 * @param leavesDaemons whether what it started may go on when it has ended; otherwise that is
 *     killed
 * @param input what it reads on its standard input, where nobody else sees it; null means nothing
 */
public record Command(
        List<String> argv,
        Duration limit,
        Duration grace,
        Map<String, String> environment,
        @Nullable Path directory,
        boolean leavesDaemons,
        @Nullable Secret input) {
    /** Enough for whatever only looks, and for a service to start or stop. */
    public static final Duration GRACE = Duration.ofSeconds(3);

    /** Where programs are looked for. */
    public static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** A program that may leave daemons running. */
    public Command(
            List<String> argv,
            Duration limit,
            Duration grace,
            Map<String, String> environment,
            @Nullable Path directory) {
        this(argv, limit, grace, environment, directory, true, null);
    }

    public static Command of(List<String> argv, Duration limit) {
        return new Command(argv, limit, GRACE, Map.of(), null);
    }

    /** All that the program finds in its environment. */
    Map<String, String> wholeEnvironment() {
        var whole = new HashMap<>(Map.of("PATH", PATH, "LC_ALL", "C"));
        whole.putAll(environment);
        return whole;
    }

    /** Where it runs. */
    Path place() {
        return directory == null ? Path.of("/") : directory;
    }

    /** Why its program cannot be started, as far as looking tells; empty where nothing is wrong. */
    public Optional<String> trouble() {
        String path = wholeEnvironment().getOrDefault("PATH", PATH);
        return new ProgramName(argv.getFirst(), path, place()).trouble();
    }

    /** The same below a root; of another one than ours, whether there is anything at its path. */
    public Optional<String> trouble(Root root) throws IOException {
        String name = argv.getFirst();
        if (root.path().equals(Path.of("/"))) {
            return trouble();
        }
        return !name.startsWith("/") || root.seen(name).isPresent()
                ? Optional.empty()
                : Optional.of(ProgramName.missing(Path.of(name)));
    }

    public Command reading(Secret text) {
        return new Command(argv, limit, grace, environment, directory, leavesDaemons, text);
    }

    /** The same, with all that it started killed when it has ended. */
    public Command leavingNothing() {
        return new Command(argv, limit, grace, environment, directory, false, input);
    }
}
