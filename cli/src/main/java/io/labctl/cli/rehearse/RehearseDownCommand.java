package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Denied;
import io.labctl.cli.print.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Takes the rehearsal down. */
@Command(
        name = "down",
        description = "Takes the rehearsal down: no process, mount, namespace or file is left.")
final class RehearseDownCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    RehearseDownCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        StateFolder state = installation.folder();
        if (state.exists() && !Requirements.isRoot()) {
            throw new Denied("a rehearsal is root's: try it with sudo");
        }
        boolean undone = new TearDown(state, new Cables(new Commands())).takeDown();
        console.line(
                undone
                        ? "the rehearsal is down, nothing of it is left"
                        : "no rehearsal is running");
        return 0;
    }
}
