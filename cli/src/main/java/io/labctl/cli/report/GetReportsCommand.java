package io.labctl.cli.report;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.ReportQuery;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.client.ReportFilter;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import io.labctl.cli.server.KnownServers;
import io.labctl.cli.words.WholeNumber;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists runs. */
@Command(
        name = "reports",
        aliases = {"report", "runs", "run"},
        description = "Lists agents' runs, newest first.")
public final class GetReportsCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Clock clock;

    @Option(names = "--server", paramLabel = "NAME", description = "Only runs of this server.")
    @Nullable ServerName server;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            completionCandidates = Outcomes.class,
            converter = Outcomes.class,
            description = "Only runs that ended so: ${COMPLETION-CANDIDATES}.")
    @Nullable RunOutcome outcome;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only runs that arrived since then: a span such as 1h, or 2026-01-31T08:00:00Z.")
    @Nullable Instant since;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            converter = Limit.class,
            description =
                    "At most so many, 1 to "
                            + ReportQuery.MOST
                            + "; without it "
                            + ReportQuery.USUAL
                            + ".")
    @Nullable Integer limit;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..*",
            description = "Only these runs, by their ids; 'labctl report RUN' shows one whole.")
    List<String> words = List.of();

    @Mixin private final Output.Listing output = new Output.Listing();

    /** How many runs may be asked for. */
    static final class Limit extends WholeNumber {
        Limit() {
            super(1, ReportQuery.MOST);
        }
    }

    public GetReportsCommand(Supplier<LabdClient> client, Console console, Clock clock) {
        this.client = client;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        List<UUID> named = words.stream().map(GetReportsCommand::named).toList();
        ReportFilter filter = filter();
        if (!named.isEmpty() && !filter.equals(ReportFilter.NONE)) {
            throw new InvalidInput("give either runs or what to choose them by, not both");
        }
        try (LabdClient labd = client.get()) {
            if (named.isEmpty()) {
                list(labd, filter);
            } else {
                NamedRuns runs = NamedRuns.of(labd, named);
                print(runs.found());
                runs.refuseMissing();
            }
        }
        return 0;
    }

    private void list(LabdClient labd, ReportFilter filter) {
        List<ReportSummary> runs = labd.reports(filter);
        if (runs.isEmpty()) {
            if (server != null) {
                KnownServers.ask(labd, server, labd::server);
            }
            console.say("no reports found");
        }
        print(runs);
    }

    private static UUID named(String word) {
        return RunName.parse(word)
                .orElseThrow(
                        () ->
                                new InvalidInput(
                                        "'%s' is not a run's id (a UUID)"
                                                .formatted(Printable.of(word))));
    }

    private ReportFilter filter() {
        return new ReportFilter(server, outcome, since, limit);
    }

    private void print(List<ReportSummary> runs) {
        switch (output.format) {
            case JSON, YAML -> console.line(Documents.of(output.format, new Items<>(runs)));
            case NAME -> runs.forEach(run -> console.line("report/" + run.id()));
            case TABLE, WIDE, TEXT, TREE, JAVA -> {
                if (!runs.isEmpty()) {
                    new ReportTable(output.format == Format.WIDE, clock)
                            .lines(runs)
                            .forEach(console::line);
                }
            }
        }
    }
}
