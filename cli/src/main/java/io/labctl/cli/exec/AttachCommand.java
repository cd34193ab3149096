package io.labctl.cli.exec;

import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionTask;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the output of a command that runs already, or ran a short time ago. */
@Command(
        name = "attach",
        description = {
            "Shows what the command of a session writes, from its begin or from what is kept of it,"
                    + " until its end, and answers its exit code.",
            "Ctrl-C leaves it and does not end it: that is what 'labctl kill' is for."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0..255:the command's own, as 'labctl exec' has it",
            " 130:also when it was left by Ctrl-C; so 129 after SIGHUP, 143 after SIGTERM",
            " 141:also when nobody read its output any more, and it was left"
        })
public final class AttachCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Caller caller;

    @Mixin private final OneSession session = new OneSession();

    public AttachCommand(Supplier<LabdClient> client, Console console, Caller caller) {
        this.client = client;
        this.console = console;
        this.caller = caller;
    }

    @Override
    public Integer call() {
        UUID id = session.id();
        var screen =
                new ScreenDisplay(
                        new Streams(console, caller.err(), () -> false), caller.terminal());
        try (LabdClient labd = client.get()) {
            Talk talk = Talk.about(labd.session(id));
            try (var showing = showing(labd, talk.session().task())) {
                Display shown = showing.on(talk.session().server(), screen);
                var leaving = new Leaving(talk);
                SessionEnd end = screen.show(new Session(labd, talk, caller, shown, leaving));
                leaving.tell(end, shown);
                return Ending.ofOthers(talk.session(), shown).exitCode(end);
            }
        }
    }

    private Showing showing(LabdClient labd, SessionTask task) {
        return switch (task) {
            case RunRequest run -> RunShowing.ofOne(labd, run, console, caller);
            case SessionCommand _, LogQuery _ -> new CommandShowing(labd, caller.pace().tempo());
        };
    }
}
