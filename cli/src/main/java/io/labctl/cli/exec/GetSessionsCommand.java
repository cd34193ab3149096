package io.labctl.cli.exec;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import io.labctl.cli.server.KnownServers;
import io.labctl.cli.words.WholeNumber;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists sessions. */
@Command(
        name = "sessions",
        aliases = "session",
        description = {
            "Lists the commands that you ran or run on servers, newest first.",
            "BYTES is what a command wrote; it is told when that is known."
        })
public final class GetSessionsCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    private final Supplier<LabdClient> client;
    private final Console console;
    private final Clock clock;
    private final OwnCommands own;

    @Option(names = "--server", paramLabel = "NAME", description = "Only those on this server.")
    @Nullable ServerName server;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "COUNT",
            converter = Limit.class,
            description = "At most so many, 1 to " + MOST + ".")
    @Nullable Integer limit;

    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            description = "Only these sessions, by their ids.")
    List<String> words = List.of();

    @Mixin private final Output.Listing output = new Output.Listing();

    /** How many sessions may be asked for. */
    static final class Limit extends WholeNumber {
        Limit() {
            super(1, MOST);
        }
    }

    public GetSessionsCommand(
            Supplier<LabdClient> client, Console console, Clock clock, OwnCommands own) {
        this.client = client;
        this.console = console;
        this.clock = clock;
        this.own = own;
    }

    @Override
    public Integer call() {
        List<UUID> named = words.stream().map(SessionReference::parse).toList();
        if (!named.isEmpty() && (server != null || limit != null)) {
            throw new InvalidInput("give either sessions or what to choose them by, not both");
        }
        try (LabdClient labd = client.get()) {
            List<SessionView> sessions =
                    named.isEmpty() ? all(labd) : named.stream().map(labd::session).toList();
            print(sessions.stream().map(each -> ListedSession.of(each, own)).toList());
        }
        return 0;
    }

    private List<SessionView> all(LabdClient labd) {
        List<SessionView> sessions = labd.sessions(server, limit);
        if (sessions.isEmpty()) {
            if (server != null) {
                KnownServers.ask(labd, server, labd::server);
            }
            console.say("no sessions found");
        }
        return sessions;
    }

    private void print(List<ListedSession> sessions) {
        switch (output.format) {
            case JSON, YAML -> console.line(Documents.of(output.format, new Items<>(sessions)));
            case NAME -> sessions.forEach(each -> console.line("session/" + each.session().id()));
            case TABLE, WIDE, TEXT, TREE, JAVA -> {
                if (!sessions.isEmpty()) {
                    new SessionTable(output.format == Format.WIDE, clock)
                            .lines(sessions)
                            .forEach(console::line);
                }
            }
        }
    }
}
