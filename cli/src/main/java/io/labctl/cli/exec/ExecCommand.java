package io.labctl.cli.exec;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.time.Span;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.server.KnownServers;
import io.labctl.cli.server.ServerReference;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command on a server as if it ran here. */
@Command(
        name = "exec",
        description = {
            "Runs a command on a server: what it writes is written here, and its exit code is"
                    + " answered.",
            "No shell takes part: for pipes and variables of the server, give one, as in sh -c"
                    + " 'ls | wc -l'."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0..255:the command's own; 128 and the number of a signal that ended it",
            " 1..5:also as for every command of labctl, which then says why on stderr",
            " 124:also when it was ended after --timeout",
            " 130:also when it did not end after Ctrl-C, and was ended; so 129 after SIGHUP, 143 after"
                    + " SIGTERM",
            " 137:also when it was killed by people, or because its caller was gone",
            " 141:also when nobody read its output any more, and it was ended"
        })
public final class ExecCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Caller caller;

    @Parameters(
            paramLabel = "server/NAME [--] COMMAND [ARGUMENT...]",
            hideParamSyntax = true,
            arity = "1..*",
            description =
                    "The server, as server/NAME or server NAME, and what to run there; every word"
                            + " behind the first one of the command, or behind --, is its own.")
    List<String> words = List.of();

    @Option(
            names = {"-i", "--stdin"},
            description = "Pass on what labctl reads; else the command has nothing to read.")
    boolean input;

    @Option(
            names = {"-t", "--tty"},
            hidden = true)
    boolean terminal;

    @Option(
            names = "--timeout",
            paramLabel = "SPAN",
            description = "End the command when it takes longer; without it, never.")
    @Nullable Duration timeout;

    @Option(
            names = "--wait",
            paramLabel = "SPAN",
            defaultValue = "30s",
            description =
                    "How long to wait for the server to come for it; from 1s to 10m, default 30s.")
    private Duration wait = Duration.ZERO;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Run it as this account of the server; without it, as root.")
    @Nullable String user;

    @Option(
            names = "--cwd",
            paramLabel = "PATH",
            description = "Run it in this directory; without it, in the account's home.")
    @Nullable String directory;

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "Set a variable for it; may be given several times.")
    List<String> variables = List.of();

    public ExecCommand(Supplier<LabdClient> client, Console console, Caller caller) {
        this.client = client;
        this.console = console;
        this.caller = caller;
    }

    @Override
    public Integer call() {
        ServerReference server = ServerReference.parse(words);
        SessionRequest request = request(server);
        try (LabdClient labd = client.get()) {
            var started =
                    KnownServers.ask(labd, server.name(), name -> labd.startSession(name, request));
            SessionEnd end = new Session(labd, started, caller, console).connect(input);
            return new Ending(server.name(), request, console).exitCode(end);
        }
    }

    private SessionRequest request(ServerReference server) {
        if (terminal) {
            throw new InvalidInput(
                    "there are no terminals for commands on servers yet: leave -t out");
        }
        if (server.rest().isEmpty()) {
            throw new InvalidInput(
                    "the command is missing, write 'labctl exec server/%s -- COMMAND'"
                            .formatted(server.name()));
        }
        if (wait.compareTo(SessionRequest.SHORTEST) < 0
                || wait.compareTo(SessionRequest.LONGEST) > 0) {
            throw new InvalidInput("--wait %s is not from 1s to 10m".formatted(Span.of(wait)));
        }
        var command =
                new SessionCommand(
                        server.rest(), input, null, user, directory, environment(), timeout);
        return new SessionRequest(command, false, wait);
    }

    private SortedMap<String, String> environment() {
        var environment = new TreeMap<String, String>();
        for (String each : variables) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new InvalidInput(
                        "--env '%s' is not NAME=VALUE".formatted(Printable.of(each)));
            }
            environment.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return environment;
    }
}
