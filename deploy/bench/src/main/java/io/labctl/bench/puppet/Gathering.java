package io.labctl.bench.puppet;

import io.labctl.bench.ProcessCpu;
import io.labctl.facts.Machine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gathers facts over and over, as the agent's daemon does: in its JVM, with all its flags. */
public final class Gathering {
    private static final int TIMES = 500;
    private static final String CLASS_PATH = "-cp";

    private Gathering() {}

    /**
     * What one gathering takes once it has been done often.
     *
     * @param daemon the command line of a daemon
     */
    static Duration cpuAsIn(List<String> daemon) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(likewise(daemon))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        byte[] out = process.getInputStream().readAllBytes();
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("gathering facts ended with exit code " + exit);
        }
        return Duration.ofNanos(Long.parseLong(new String(out, StandardCharsets.UTF_8).strip()));
    }

    /**
     * The same up to the class path, which has this class too, and another main class. The cache of
     * classes goes: it is for the daemon's own class path, and counts at the start only.
     */
    private static List<String> likewise(List<String> daemon) throws IOException {
        int at = daemon.indexOf(CLASS_PATH);
        if (at < 0) {
            throw new IOException("the daemon has no %s: %s".formatted(CLASS_PATH, daemon));
        }
        var command = new ArrayList<>(daemon.subList(0, at));
        command.removeIf(each -> each.startsWith("-XX:AOTCache="));
        command.addAll(
                List.of(
                        CLASS_PATH,
                        "%s:%s".formatted(daemon.get(at + 1), ownClasses()),
                        Gathering.class.getName()));
        return command;
    }

    private static Path ownClasses() {
        try {
            return Path.of(
                    Gathering.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Prints the nanoseconds of one. */
    public static void main(String[] args) throws IOException {
        var machine = new Machine(Path.of("/"), Clock.systemUTC());
        gather(machine);
        Duration before = cpu();
        gather(machine);
        System.out.println(cpu().minus(before).dividedBy(TIMES).toNanos());
    }

    private static Duration cpu() throws IOException {
        return ProcessCpu.of(ProcessHandle.current().pid());
    }

    private static void gather(Machine machine) {
        for (int i = 0; i < TIMES; i++) {
            machine.gather();
        }
    }
}
