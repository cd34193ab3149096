package io.labctl.cli.copy;

import io.labctl.cli.client.LabdClient;
import io.labctl.cli.exec.Caller;
import io.labctl.cli.exec.WaitOption;
import io.labctl.cli.print.Console;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies files and folders to a server or from it. */
@Command(
        name = "cp",
        description = {
            "Copies files and whole folders to a server or from it, through labd: nothing has to be"
                    + " able to connect to the server.",
            "A target that is a folder gets them under their own names; any other is the new name of"
                    + " the one that is copied. Modes and times of change are kept, owners are not.",
            "What is copied appears when all of it has arrived: a copy that is broken off leaves what"
                    + " was there."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all was copied",
            " 1..5:as for every command of labctl; 1 also when something was left out, 3 also when a"
                    + " file or folder is not there",
            " 130:it was broken off by Ctrl-C; so 129 after SIGHUP, 143 after SIGTERM",
            " 137:it was killed on the server, by people or because its caller was gone",
        },
        footer = {
            "",
            "  labctl cp site.conf server/web1:/etc/nginx/conf.d/    into that folder",
            "  labctl cp site.conf server/web1:/etc/nginx/app.conf   under that name",
            "  labctl cp server/web1:/var/log/nginx .                the whole folder",
        })
public final class CopyCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Caller caller;

    @Parameters(
            paramLabel = "SOURCE... TARGET",
            hideParamSyntax = true,
            arity = "1..*",
            description =
                    "Files and folders and where they go, either the sources or the target on a"
                            + " server: server/NAME:PATH. A PATH that does not begin with / is in the"
                            + " account's home.")
    List<String> words = List.of();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Read or write as this account of the server; without it, as root.")
    @Nullable String user;

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not show on a terminal how far it is.")
    boolean quiet;

    @Mixin private final WaitOption wait = new WaitOption();

    public CopyCommand(Supplier<LabdClient> client, Console console, Caller caller) {
        this.client = client;
        this.console = console;
        this.caller = caller;
    }

    @Override
    public Integer call() {
        Route route = Route.parse(words);
        boolean shown = !quiet && caller.terminal().showsErrors();
        try (LabdClient labd = client.get();
                var progress = new Progress(console.err(), shown, caller.pace().nanos())) {
            var remarks = new Remarks(console, progress);
            var conversation = new Conversation(labd, caller, user, wait.span());
            return switch (route) {
                case Route.Up up -> new Upload(conversation, remarks, progress).run(up);
                case Route.Down down -> new Download(conversation, remarks, progress).run(down);
            };
        }
    }
}
