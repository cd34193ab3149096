package io.labctl.cli.server;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a server is wanted to be. */
@Command(
        name = "catalog",
        description = "Shows a server's compiled catalog: modules, resources in order, edges.")
public final class CatalogCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;

    @Mixin private final OneServer server = new OneServer();
    @Mixin private final Output.Tree output = new Output.Tree();

    public CatalogCommand(Supplier<LabdClient> client, Console console) {
        this.client = client;
        this.console = console;
    }

    @Override
    public Integer call() {
        ServerName name = server.name();
        try (LabdClient labd = client.get()) {
            Catalog catalog = KnownServers.ask(labd, name, labd::catalog);
            if (output.format == Format.TREE) {
                new CatalogTree(catalog).lines().forEach(console::line);
            } else {
                console.line(Documents.of(output.format, catalog));
            }
        }
        return 0;
    }
}
