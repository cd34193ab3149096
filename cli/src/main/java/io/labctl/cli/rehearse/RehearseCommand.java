package io.labctl.cli.rehearse;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.cli.config.Settings;
import io.labctl.cli.print.Console;
import io.labctl.cli.words.WholeNumber;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            converter = Nodes.class,
            description =
                    "How many nodes there are to be at least, 1 to 50; without it as many as there"
                            + " are, or 3. Nodes are not taken away.")
    @Nullable Integer nodes;

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
            Installation installation, Settings settings, Console console, Clock clock) {
        var time = Timekeeper.ofThisMachine(clock);
        var rehearse = new RehearseCommand(installation, settings, console, time);
        return new CommandLine(rehearse)
                .addSubcommand(
                        new RehearseDownCommand(rehearse, installation, settings, console, time))
                .addSubcommand(
                        new CommandLine(new RehearseShellCommand(rehearse, installation, time))
                                .setStopAtPositional(true))
                .addSubcommand(new RehearseStatusCommand(rehearse, installation, console, time));
    }

    /**
     * Each of the commands below this one comes by here first.
     *
     * @throws InvalidInput where a number of nodes was given, which means nothing to it
     */
    void refuseNodes(String command) {
        if (nodes != null) {
            throw new InvalidInput("--nodes does not go with 'rehearse %s'".formatted(command));
        }
    }

    @Override
    public Integer call() {
        var commands = new Commands();
        new Requirements(commands, console).check();
        installation.check();
        var context =
                new RehearsalContext(settings.file().path(), installation.folder(), console::say);
        try (var _ = new Unfinished(console)) {
            new Rehearse(installation, context, commands, new Story(console), time)
                    .bringUp(Optional.ofNullable(nodes));
        }
        return 0;
    }
}
