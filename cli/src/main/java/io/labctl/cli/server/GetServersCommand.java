package io.labctl.cli.server;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Label;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.name.Suggestion;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.client.ServerFilter;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import io.labctl.cli.words.Names;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists servers, once or for as long as one looks. */
@Command(
        name = "servers",
        aliases = {"server", "srv"},
        description = {
            "Lists servers with their status and last run.",
            "CHANGED counts what the run corrected too; 'labctl get reports' tells the two apart."
        })
public final class GetServersCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Clock clock;
    private final Pause pause;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Only these servers; all when none is named.")
    List<String> words = new ArrayList<>();

    @Option(names = "--env", paramLabel = "NAME", description = "Only this environment.")
    @Nullable DnsLabel environment;

    @Option(names = "--cloud", paramLabel = "NAME", description = "Only this cloud.")
    @Nullable DnsLabel cloud;

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            split = ",",
            splitSynopsisLabel = ",",
            description = "Only servers with this label, or role=ROLE; several all have to fit.")
    List<Label> labels = new ArrayList<>();

    @Option(
            names = {"-w", "--watch"},
            description = "Keep looking and print the servers that change, until Ctrl-C.")
    boolean watch;

    @Mixin private final Output.Listing output = new Output.Listing();

    public GetServersCommand(
            Supplier<LabdClient> client, Console console, Clock clock, Pause pause) {
        this.client = client;
        this.console = console;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Integer call() {
        List<ServerName> names = words.stream().map(Names::server).toList();
        try (LabdClient labd = client.get()) {
            List<ServerView> matching = look(labd);
            checkNames(names, labd, matching);
            List<ServerView> servers = named(names, matching);
            var table = new ServerTable(output.format == Format.WIDE, clock);
            printAll(servers, table);
            if (servers.isEmpty()) {
                console.say(NoServers.sentence(filter(), all(labd, matching)));
            }
            if (watch) {
                new ServerWatch(() -> named(names, look(labd)), console, pause)
                        .follow(servers, changed -> printSome(changed, table));
            }
        }
        return 0;
    }

    private List<ServerView> look(LabdClient labd) {
        return labd.servers(filter());
    }

    private ServerFilter filter() {
        return new ServerFilter(environment, cloud, labels);
    }

    /** Asks again only where the filter may have left something out. */
    private List<ServerView> all(LabdClient labd, List<ServerView> matching) {
        return filter().equals(ServerFilter.ALL) ? matching : labd.servers(ServerFilter.ALL);
    }

    private static List<ServerView> named(List<ServerName> names, List<ServerView> servers) {
        return names.isEmpty()
                ? servers
                : servers.stream().filter(server -> names.contains(server.name())).toList();
    }

    /** A name that no server has is refused; one that the filter leaves out is not. */
    private void checkNames(List<ServerName> names, LabdClient labd, List<ServerView> matching) {
        if (named(names, matching).size() == names.stream().distinct().count()) {
            return;
        }
        List<String> known =
                all(labd, matching).stream().map(server -> server.name().value()).toList();
        List<String> missing =
                names.stream()
                        .map(ServerName::value)
                        .filter(name -> !known.contains(name))
                        .map(
                                name ->
                                        "no server '%s'%s"
                                                .formatted(name, Suggestion.hint(name, known)))
                        .toList();
        if (!missing.isEmpty()) {
            throw new NotFound(String.join("\n", missing));
        }
    }

    private void printAll(List<ServerView> servers, ServerTable table) {
        switch (output.format) {
            case JSON, YAML -> console.line(Documents.of(output.format, new Items<>(servers)));
            case NAME -> printNames(servers);
            case TABLE, WIDE, TEXT, TREE, JAVA -> {
                if (!servers.isEmpty()) {
                    table.lines(servers).forEach(console::line);
                }
            }
        }
    }

    private void printSome(List<ServerView> servers, ServerTable table) {
        switch (output.format) {
            case JSON, YAML ->
                    servers.forEach(server -> console.line(Documents.of(output.format, server)));
            case NAME -> printNames(servers);
            case TABLE, WIDE, TEXT, TREE, JAVA -> table.more(servers).forEach(console::line);
        }
    }

    private void printNames(List<ServerView> servers) {
        servers.forEach(server -> console.line("server/" + server.name()));
    }
}
