package io.labctl.cli.report;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import io.labctl.cli.server.KnownServers;
import io.labctl.cli.server.ServerReference;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints one run, resource by resource. */
@Command(
        name = "report",
        description = "Prints one run with its diffs: the named one, or a server's newest.")
public final class ReportCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;

    @Parameters(
            paramLabel = "RUN|server/NAME",
            arity = "1..2",
            hideParamSyntax = true,
            description = "A run's id, or the server as server/NAME or server NAME.")
    List<String> words = List.of();

    @Mixin private final Output.Detail output = new Output.Detail();

    public ReportCommand(Supplier<LabdClient> client, Console console) {
        this.client = client;
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<UUID> run = run();
        Optional<ServerName> server =
                run.isPresent() ? Optional.empty() : Optional.of(ServerReference.parseAlone(words));
        try (LabdClient labd = client.get()) {
            Report report =
                    server.map(name -> KnownServers.ask(labd, name, labd::newestReport))
                            .or(() -> run.map(labd::report))
                            .orElseThrow();
            print(report);
        }
        return 0;
    }

    private Optional<UUID> run() {
        String word = words.getFirst();
        Optional<UUID> run = RunName.parse(word);
        if (words.size() == 1 && run.isPresent()) {
            return run;
        }
        if (word.startsWith(RunName.TYPE) || (words.size() == 1 && !looksLikeServer(word))) {
            throw new InvalidInput(
                    "'%s' is neither a run's id (a UUID) nor server/NAME"
                            .formatted(Printable.of(word)));
        }
        return Optional.empty();
    }

    private static boolean looksLikeServer(String word) {
        return word.indexOf('/') >= 0 || word.startsWith("server") || word.equals("srv");
    }

    private void print(Report report) {
        if (output.format == Format.TEXT) {
            new RunStory(report, console).print();
        } else {
            console.line(Documents.of(output.format, report));
        }
    }
}
