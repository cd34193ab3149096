package io.labctl.cli.server;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Visible;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a server said about itself in its newest report. */
@Command(
        name = "facts",
        description = "Shows a server's facts, all of them or those below a dotted path.")
public final class FactsCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;

    @Parameters(
            paramLabel = "server/NAME [PATH]",
            hideParamSyntax = true,
            arity = "1..3",
            description =
                    "The server, as server/NAME or server NAME, and a path such as"
                            + " os.release.major; a number takes an item of a list.")
    List<String> words = List.of();

    @Mixin private final Output.Document output = new Output.Document();

    public FactsCommand(Supplier<LabdClient> client, Console console) {
        this.client = client;
        this.console = console;
    }

    @Override
    public Integer call() {
        ServerReference server = ServerReference.parse(words);
        if (server.rest().size() > 1) {
            throw new InvalidInput(
                    "one path at a time: '%s' is one word too many"
                            .formatted(Printable.of(server.rest().get(1))));
        }
        try (LabdClient labd = client.get()) {
            Facts facts = KnownServers.ask(labd, server.name(), labd::facts);
            Object value = server.rest().isEmpty() ? facts.values() : below(facts, server);
            console.line(text(value));
        }
        return 0;
    }

    private static Object below(Facts facts, ServerReference server) {
        String path = server.rest().getFirst();
        return facts.at(path)
                .orElseThrow(
                        () ->
                                new NotFound(
                                        "server '%s' has no fact '%s'%s"
                                                .formatted(
                                                        server.name(),
                                                        Printable.of(path),
                                                        facts.hintOrNames(path))));
    }

    /** A single value stands bare, so that a script can take it as it is. */
    private String text(Object value) {
        boolean single = !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
        return single && output.format != Format.JSON
                ? Visible.of(String.valueOf(value))
                : Documents.of(output.format, value);
    }
}
