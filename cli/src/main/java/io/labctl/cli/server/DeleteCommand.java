package io.labctl.cli.server;

import io.labctl.catalog.name.ServerName;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a server out of the fleet. */
@Command(
        name = "delete",
        description =
                "Removes a server: its certificate is revoked and its name is free again; the"
                        + " machine itself is not touched.")
public final class DeleteCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;

    @Mixin private final OneServer server = new OneServer();

    public DeleteCommand(Supplier<LabdClient> client, Console console) {
        this.client = client;
        this.console = console;
    }

    @Override
    public Integer call() {
        ServerName name = server.name();
        try (LabdClient labd = client.get()) {
            console.say(KnownServers.ask(labd, name, server -> delete(labd, server)));
        }
        return 0;
    }

    private static String delete(LabdClient labd, ServerName name) {
        labd.deleteServer(name);
        return "server/%s deleted".formatted(name);
    }
}
