package io.labctl.cli.exec;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.session.TagList;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.server.ServerReference;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a server's agent run at once, or the agents of many. */
@Command(
        name = "run",
        description = {
            "Lets a server's agent apply its catalog at once, and shows what it does while it does"
                    + " it.",
            "A run that is under way there is joined when it is like this one, and what is applied"
                    + " then is told; otherwise this one follows it. The timetable stays as it is.",
            "Ctrl-C ends a run that was begun for this command behind the resource in hand; a run"
                    + " that was joined goes on. When the connection or the terminal is lost, the run is finished.",
            "With -l, --environment or --cloud it runs on each server that fits, and each line has"
                    + " the server's name in front."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:as wanted, or with changes; see --detailed-exitcodes",
            " 1:the run or a resource failed; of several servers the highest counts",
            " 1..5:also as for every command of labctl, which then says why on stderr",
            " 129:left after SIGHUP, as when the terminal was closed; the run is finished",
            " 130:ended or left after Ctrl-C; so 143 after SIGTERM",
            " 137:killed by people, or its agent was stopped",
            " 141:left, because nobody read its output any more"
        },
        footer = {
            "",
            "  labctl run server/web1",
            "  labctl run server/web1 --noop --tags motd",
            "  labctl run -l role=worker --parallel 10",
        })
public final class RunCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Caller caller;
    private final ToIntFunction<LabException> exitCode;

    @Parameters(
            paramLabel = "server/NAME",
            hideParamSyntax = true,
            arity = "0..*",
            description =
                    "The server, as server/NAME or server NAME, unless -l, --environment or --cloud"
                            + " chooses some.")
    List<String> words = List.of();

    @Option(
            names = "--tags",
            paramLabel = "TAG[,TAG...]",
            description =
                    "Only what has one of these tags (its module, type, phase, address, or a tag of"
                            + " its own), and what that depends on.")
    List<String> tags = List.of();

    @Mixin private final RunOptions options = new RunOptions();
    @Mixin private final ServerChoice choice = new ServerChoice();

    /**
     * To be run once.
     *
     * @param exitCode for what kept a run from being made
     */
    public RunCommand(
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
        SessionRequest request = options.request(wanted(), null);
        if (choice.isMade()) {
            return onMany(request);
        }
        choice.refuseParallel();
        if (words.isEmpty()) {
            throw new InvalidInput(
                    "the server is missing, write 'labctl run server/NAME' or choose some by -l");
        }
        ServerName server = ServerReference.parseAlone(words);
        try (LabdClient labd = client.get()) {
            return new Foreground(labd, console, caller).run(server, request);
        }
    }

    private List<String> wanted() {
        List<String> wanted = TagList.of(tags);
        if (!tags.isEmpty() && wanted.isEmpty()) {
            throw new InvalidInput("--tags names no tag");
        }
        return wanted;
    }

    private int onMany(SessionRequest request) {
        if (!words.isEmpty()) {
            throw new InvalidInput("give either a server or what to choose them by, not both");
        }
        try (LabdClient labd = client.get()) {
            return new ManyServers(labd, console, caller, exitCode)
                    .run(choice.servers(labd), request, choice.parallel());
        }
    }
}
