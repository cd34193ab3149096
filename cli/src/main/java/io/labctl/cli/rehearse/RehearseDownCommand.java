package io.labctl.cli.rehearse;

import io.labctl.cli.config.Settings;
import io.labctl.cli.print.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Takes the rehearsal down. */
@Command(
        name = "down",
        description = "Takes the rehearsal down: no process, mount, namespace or file is left.")
final class RehearseDownCommand implements Callable<Integer> {
    private final RehearseCommand rehearse;
    private final Installation installation;
    private final Settings settings;
    private final Console console;
    private final Timekeeper time;

    RehearseDownCommand(
            RehearseCommand rehearse,
            Installation installation,
            Settings settings,
            Console console,
            Timekeeper time) {
        this.rehearse = rehearse;
        this.installation = installation;
        this.settings = settings;
        this.console = console;
        this.time = time;
    }

    @Override
    public Integer call() {
        rehearse.refuseNodes("down");
        StateFolder state = installation.folder();
        state.checkAccess();
        boolean undone =
                new TearDown(
                                state,
                                new Cables(new Commands(), state),
                                settings.file().path(),
                                time,
                                console::say)
                        .takeDown();
        console.say(undone ? "the rehearsal is down, nothing of it is left" : state.nothingRuns());
        return 0;
    }
}
