package io.labctl.cli.version;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.Visible;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the versions on both sides; a labd that is away is no failure. */
@Command(
        name = "version",
        description = "Prints the versions of labctl and, where it can be reached, of labd.")
public final class VersionCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;

    @Option(names = "--client", description = "Only labctl's own version, without asking labd.")
    boolean clientOnly;

    @Mixin private final Output.Detail output = new Output.Detail();

    public VersionCommand(Supplier<LabdClient> client, Console console) {
        this.client = client;
        this.console = console;
    }

    /** As JSON has it; the server part is left out when there is no answer. */
    record Versions(Program client, @Nullable Program server) {
        record Program(String version) {}
    }

    @Override
    public Integer call() {
        var own = new Versions.Program(new ProgramVersion().text());
        Optional<Versions.Program> labd = clientOnly ? Optional.empty() : server();
        if (output.format == Format.TEXT) {
            console.line("labctl " + own.version());
            labd.ifPresent(server -> console.line("labd " + Visible.of(server.version())));
        } else {
            console.line(Documents.of(output.format, new Versions(own, labd.orElse(null))));
        }
        return 0;
    }

    private Optional<Versions.Program> server() {
        try (LabdClient labd = client.get()) {
            return Optional.of(new Versions.Program(labd.version().value().version()));
        } catch (LabException e) {
            console.say("labd's version is unknown: " + e.sentence());
            return Optional.empty();
        }
    }
}
