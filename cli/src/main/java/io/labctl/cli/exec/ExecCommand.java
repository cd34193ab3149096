package io.labctl.cli.exec;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.server.KnownServers;
import io.labctl.cli.server.ServerReference;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command on a server as if it ran here, or on many. */
@Command(
        name = "exec",
        description = {
            "Runs a command on a server: what it writes is written here, and its exit code is"
                    + " answered.",
            "No shell takes part: for pipes and variables of the server, give one, as in sh -c"
                    + " 'ls | wc -l'.",
            "With -l, --environment or --cloud it runs on each server that fits, and each line has"
                    + " the server's name in front."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0..255:the command's own; 128 and the number of a signal that ended it; of several"
                    + " servers the highest",
            " 1..5:also as for every command of labctl, which then says why on stderr",
            " 124:also when it was ended after --timeout",
            " 130:also when it did not end after Ctrl-C, and was ended; so 129 after SIGHUP, 143 after"
                    + " SIGTERM",
            " 137:also when it was killed by people, or because its caller was gone",
            " 141:also when nobody read its output any more, and it was ended"
        },
        footer = {
            "",
            "  labctl exec server/web1 -- uptime",
            "  labctl exec -it server/web1 -- bash           ~. at the begin of a line leaves it",
            "  labctl exec --detach server/web1 -- backup    then: labctl attach session/ID",
            "  labctl exec -l role=worker -- uptime",
        })
public final class ExecCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Caller caller;
    private final ToIntFunction<LabException> exitCode;

    @Parameters(
            paramLabel = "server/NAME [--] COMMAND [ARGUMENT...]",
            hideParamSyntax = true,
            arity = "1..*",
            description =
                    "The server, as server/NAME or server NAME, unless -l, --environment or --cloud"
                            + " chooses some, and what to run there; every word behind the first one"
                            + " of the command, or behind --, is its own.")
    List<String> words = List.of();

    @Option(
            names = {"-i", "--stdin"},
            description = "Pass on what labctl reads; else the command has nothing to read.")
    boolean input;

    @Option(
            names = {"-t", "--tty"},
            description =
                    "Give it a terminal like the one here; with -i every key is for it, Ctrl-C too.")
    boolean terminal;

    @Option(
            names = {"-d", "--detach"},
            description = "Print the session and do not wait: the command goes on without anybody.")
    boolean detached;

    @Mixin private final CommandOptions options = new CommandOptions();
    @Mixin private final ServerChoice choice = new ServerChoice();

    /**
     * To be run once.
     *
     * @param exitCode for what kept a command from being run
     */
    public ExecCommand(
            Supplier<LabdClient> client,
            Console console,
            Caller caller,
            ToIntFunction<LabException> exitCode) {
        this.client = client;
        this.console = console;
        this.caller = caller;
        this.exitCode = exitCode;
    }

    @Override
    public Integer call() {
        refuseWhatDoesNotGoTogether();
        if (choice.isMade()) {
            return onMany();
        }
        refuseOneWord();
        return onOne(ServerReference.parse(words));
    }

    private void refuseWhatDoesNotGoTogether() {
        if (detached && (input || terminal)) {
            throw new InvalidInput(
                    "a command that is begun with --detach has nobody at it: leave -i and -t out");
        }
        if (choice.isMade() && (input || terminal || detached)) {
            throw new InvalidInput(
                    "-i, -t and --detach are for one server: name it, as server/NAME");
        }
        if (!choice.isMade()) {
            choice.refuseParallel();
        }
    }

    /** Which is the server, or the command behind {@code --}. */
    private void refuseOneWord() {
        String first = words.getFirst();
        if (words.size() == 1 && !first.contains("/") && !ServerReference.isType(first)) {
            throw new InvalidInput(
                    "'%s' alone is no server with a command, write 'labctl exec server/NAME -- COMMAND'"
                            .formatted(Printable.of(first)));
        }
    }

    private int onOne(ServerReference server) {
        if (server.rest().isEmpty()) {
            throw new InvalidInput(
                    "the command is missing, write 'labctl exec server/%s -- COMMAND'"
                            .formatted(server.name()));
        }
        SessionRequest request = request(server.rest());
        try (LabdClient labd = client.get()) {
            return detached
                    ? begin(labd, server.name(), request)
                    : new Foreground(labd, console, caller).run(server.name(), request);
        }
    }

    private int begin(LabdClient labd, ServerName server, SessionRequest request) {
        UUID id = KnownServers.ask(labd, server, name -> labd.startSession(name, request)).id();
        console.line("session/" + id);
        console.say("'labctl attach session/%s' shows what it writes".formatted(id));
        return 0;
    }

    private int onMany() {
        if (words.getFirst().matches("(server|servers|srv)/.*")) {
            throw new InvalidInput("give either a server or what to choose them by, not both");
        }
        SessionRequest request = request(words);
        try (LabdClient labd = client.get()) {
            return new ManyServers(labd, console, caller, exitCode)
                    .run(choice.servers(labd), request, choice.parallel());
        }
    }

    private SessionRequest request(List<String> argv) {
        return options.request(argv, input, terminal ? caller.terminal() : null, detached);
    }
}
