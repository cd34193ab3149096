package io.labctl.agent.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Runs a script that leaves daemons, and says how that went. */
final class DaemonsProgram {
    private DaemonsProgram() {}

    public static void main(String[] args) throws IOException {
        var script = Command.of(List.of("sh", "-c", args[0]), Duration.ofMinutes(1));
        Finished finished = new LocalCommands().run(script);
        System.out.print("exit %d: %s".formatted(finished.exit(), finished.out()));
    }
}
