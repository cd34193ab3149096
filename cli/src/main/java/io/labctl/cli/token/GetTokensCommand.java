package io.labctl.cli.token;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.TokenView;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists join tokens without their secrets. */
@Command(
        name = "tokens",
        aliases = "token",
        description = "Lists join tokens: for what, whether they can still be used, by whom made.")
public final class GetTokensCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Clock clock;

    @Mixin private final Output.Listing output = new Output.Listing();

    public GetTokensCommand(Supplier<LabdClient> client, Console console, Clock clock) {
        this.client = client;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (LabdClient labd = client.get()) {
            print(labd.tokens());
        }
        return 0;
    }

    private void print(List<TokenView> tokens) {
        switch (output.format) {
            case JSON, YAML -> console.line(Documents.of(output.format, new Items<>(tokens)));
            case NAME -> tokens.forEach(token -> console.line("token/" + token.id()));
            case TABLE, WIDE, TEXT, TREE, JAVA -> {
                if (!tokens.isEmpty()) {
                    new TokenTable(output.format == Format.WIDE, clock)
                            .lines(tokens)
                            .forEach(console::line);
                }
            }
        }
        if (tokens.isEmpty()) {
            console.say("no tokens found");
        }
    }
}
