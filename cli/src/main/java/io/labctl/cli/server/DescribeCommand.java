package io.labctl.cli.server;

import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells all about one server. */
@Command(
        name = "describe",
        description =
                "Shows one server with its certificate, modules, compile faults and newest runs.")
public final class DescribeCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Clock clock;

    @Mixin private final OneServer server = new OneServer();
    @Mixin private final Output.Detail output = new Output.Detail();

    public DescribeCommand(Supplier<LabdClient> client, Console console, Clock clock) {
        this.client = client;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ServerName name = server.name();
        try (LabdClient labd = client.get()) {
            ServerDetail detail = KnownServers.ask(labd, name, labd::server);
            if (output.format == Format.TEXT) {
                new ServerDescription(detail, clock).lines().forEach(console::line);
            } else {
                console.line(Documents.of(output.format, detail));
            }
        }
        return 0;
    }
}
