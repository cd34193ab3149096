package io.labctl.cli.rehearse;

import io.labctl.cli.config.Settings;
import io.labctl.cli.print.Console;
import io.labctl.cli.words.WholeNumber;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings up labd and a few nodes on this one machine. */
@Command(
        name = "rehearse",
        description = {
            "Brings up labd and a few nodes on this machine, enrols them, applies real modules and"
                    + " leaves all of it running to look at.",
            "Run again, it converges and makes nothing twice. Needs root on Linux.",
            "It keeps all its files in /var/lib/labctl/rehearsal, or in the folder that the variable"
                    + " LABCTL_REHEARSAL names: rehearsals in several folders stand beside each"
                    + " other."
        })
public final class RehearseCommand implements Callable<Integer> {
    private final Installation installation;
    private final Settings settings;
    private final Console console;
    private final Timekeeper time;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            converter = Nodes.class,
            description =
                    "How many nodes there are to be at least, 1 to 50; default ${DEFAULT-VALUE}.")
    int nodes = 3;

    /** How many nodes there may be. */
    static final class Nodes extends WholeNumber {
        Nodes() {
            super(1, Plan.MOST_NODES);
        }
    }

    RehearseCommand(
            Installation installation, Settings settings, Console console, Timekeeper time) {
        this.installation = installation;
        this.settings = settings;
        this.console = console;
        this.time = time;
    }

    /** The command with its subcommands, to be hung into labctl. */
    public static CommandLine commandLine(
            Installation installation, Settings settings, Console console) {
        var time = Timekeeper.ofThisMachine();
        return new CommandLine(new RehearseCommand(installation, settings, console, time))
                .addSubcommand(new RehearseDownCommand(installation, settings, console, time))
                .addSubcommand(new RehearseShellCommand(installation, time))
                .addSubcommand(new RehearseStatusCommand(installation, console, time));
    }

    @Override
    public Integer call() {
        var commands = new Commands();
        new Requirements(commands, console).check();
        installation.check();
        var context = new RehearsalContext(settings.file().path(), installation.folder());
        new Rehearse(installation, context, commands, new Story(console), time).bringUp(nodes);
        return 0;
    }
}
