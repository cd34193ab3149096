package io.labctl.cli.logs;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.exec.Caller;
import io.labctl.cli.exec.Foreground;
import io.labctl.cli.exec.ManyServers;
import io.labctl.cli.exec.ServerChoice;
import io.labctl.cli.exec.WaitOption;
import io.labctl.cli.print.Console;
import io.labctl.cli.server.ServerReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the log of a server or of its agent, or those of many. */
@Command(
        name = "logs",
        aliases = "log",
        description = {
            "Shows what a server tells in its journal, or in the file of its syslog daemon where it has"
                    + " no journal; or what its agent tells.",
            "With -l, --environment or --cloud it shows those of each server that fits, and each line has"
                    + " the server's name in front."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all was shown",
            " 1..5:as for every command of labctl, which then says why on stderr; 3 also when a file is"
                    + " not there",
            " 130:it was ended by Ctrl-C; so 129 after SIGHUP, 143 after SIGTERM",
            " 141:nobody read it any more"
        },
        footer = {
            "",
            "  labctl logs server/web1 -f",
            "  labctl logs server/web1 -u nginx --since 2h",
            "  labctl logs server/web1 --file /var/log/nginx/error.log -n 20",
            "  labctl logs agent/web1 -f",
            "  labctl logs -l role=web -p err",
        })
public final class LogsCommand implements Callable<Integer> {
    private static final String AGENT = "agent";
    private static final String OF_AGENT = AGENT + "/";
    private static final String SERVER = "server";

    private final Supplier<LabdClient> client;
    private final Console console;
    private final Caller caller;
    private final ToIntFunction<LabException> exitCode;

    @Parameters(
            paramLabel = "server/NAME|agent/NAME",
            hideParamSyntax = true,
            arity = "0..*",
            description =
                    "The server, as server/NAME or server NAME, or its agent, as agent/NAME; with -l,"
                            + " --environment or --cloud nothing, or the word agent.")
    List<String> words = List.of();

    @Mixin private final LogOptions options = new LogOptions();
    @Mixin private final WaitOption wait = new WaitOption();
    @Mixin private final ServerChoice choice = new ServerChoice();

    /**
     * To be run once.
     *
     * @param exitCode for what kept a log from being shown
     */
    public LogsCommand(
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
        boolean ofAgent =
                !words.isEmpty()
                        && (words.getFirst().equals(AGENT)
                                || words.getFirst().startsWith(OF_AGENT));
        return choice.isMade() ? ofMany(ofAgent) : ofOne(ofAgent);
    }

    private int ofOne(boolean ofAgent) {
        choice.refuseParallel();
        ServerName server = ServerReference.parseAlone(asServer());
        SessionRequest request = request(ofAgent);
        try (LabdClient labd = client.get()) {
            return new Foreground(labd, console, caller).run(server, request);
        }
    }

    private List<String> asServer() {
        if (words.isEmpty()) {
            throw new InvalidInput("the server is missing, write server/NAME or agent/NAME");
        }
        var named = new ArrayList<>(words);
        String first = named.getFirst();
        if (first.equals(AGENT)) {
            named.set(0, SERVER);
        } else if (first.startsWith(OF_AGENT)) {
            named.set(0, SERVER + "/" + first.substring(OF_AGENT.length()));
        }
        return named;
    }

    private int ofMany(boolean ofAgent) {
        if (!words.isEmpty() && !words.equals(List.of(AGENT))) {
            throw new InvalidInput(
                    "'%s': give either a server or what to choose them by, not both"
                            .formatted(Printable.of(words.getFirst())));
        }
        SessionRequest request = request(ofAgent);
        try (LabdClient labd = client.get()) {
            List<ServerName> servers = choice.servers(labd);
            int together = options.follow ? servers.size() : choice.parallel();
            return new ManyServers(labd, console, caller, exitCode).run(servers, request, together);
        }
    }

    private SessionRequest request(boolean ofAgent) {
        return new SessionRequest(options.query(ofAgent), false, wait.span());
    }
}
