package io.labctl.agent;

import io.labctl.agent.console.Paint;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** {@code lab-agent} as a process of its own whose runs do not end before they are told to. */
final class LabAgentProgram {
    static final String SLOWLY = "LOOKS_AROUND_SLOWLY";
    static final String BROKEN = "LACKS_A_CLASS";
    static final String BUSY = "HAS_MUCH_IN_HAND";

    private LabAgentProgram() {}

    public static void main(String[] args) {
        LabAgent.run(LabAgentProgram::lookAround, args);
    }

    /**
     * With {@link #SLOWLY} in the environment only when a byte has come on standard input; with
     * {@link #BUSY} a run that is told to end does so only then.
     */
    private static Surroundings lookAround() {
        var out = StandardOutput.ofThisProcess();
        if (System.getenv().containsKey(SLOWLY)) {
            out.println("looking around");
            out.flush();
            awaitByte();
        }
        if (System.getenv().containsKey(BROKEN)) {
            throw new NoClassDefFoundError("io/labctl/Lost");
        }
        return new Surroundings(
                out,
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                () -> Paint.NONE,
                () -> "web1",
                () -> "ada",
                System.getenv(),
                Clock.systemUTC(),
                () -> new MachineFacts(new TreeMap<>(), List.of()),
                new LocalCommands(),
                (_, _, _) ->
                        (_, _, _) -> {
                            out.println("applying");
                            out.flush();
                            while (!Thread.interrupted()) {
                                LockSupport.park();
                            }
                            if (System.getenv().containsKey(BUSY)) {
                                awaitByte();
                            }
                            return List.of();
                        },
                "1.2.3");
    }

    private static void awaitByte() {
        try {
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
