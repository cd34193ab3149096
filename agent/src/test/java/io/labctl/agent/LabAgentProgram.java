package io.labctl.agent;

import io.labctl.agent.console.Paint;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.facts.MachineFacts;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** {@code lab-agent} as a process of its own whose runs do not end before they are told to. */
final class LabAgentProgram {
    private LabAgentProgram() {}

    public static void main(String[] args) {
        var out = StandardOutput.ofThisProcess();
        var machine =
                new Surroundings(
                        out,
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        () -> Paint.NONE,
                        () -> "web1",
                        Clock.systemUTC(),
                        () -> new MachineFacts(new TreeMap<>(), List.of()),
                        (_, _, _) ->
                                (_, _, _) -> {
                                    out.println("applying");
                                    out.flush();
                                    while (!Thread.interrupted()) {
                                        LockSupport.park();
                                    }
                                    return List.of();
                                },
                        "1.2.3");
        LabAgent.run(machine, args);
    }
}
