package io.labctl.cli.exec;

import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a command on a server. */
@Command(
        name = "kill",
        description =
                "Ends the command of a session, and all that is left of it there; one that no"
                        + " server has come for is not run. How it ended, 'labctl get sessions' tells.")
public final class KillCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;

    @Mixin private final OneSession session = new OneSession();

    public KillCommand(Supplier<LabdClient> client, Console console) {
        this.client = client;
        this.console = console;
    }

    @Override
    public Integer call() {
        UUID id = session.id();
        try (LabdClient labd = client.get()) {
            boolean hasEnded = labd.session(id).end() != null;
            if (!hasEnded) {
                labd.endSession(id);
            }
            console.say("session/%s %s".formatted(id, hasEnded ? "has ended" : "is being ended"));
        }
        return 0;
    }
}
