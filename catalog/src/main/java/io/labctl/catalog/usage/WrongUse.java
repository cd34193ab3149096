package io.labctl.catalog.usage;

import io.labctl.catalog.name.Printable;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Tells what is wrong with a command line, all of it at once, on stderr and with exit code 2: one
 * sentence, or one and a line below it for each fault.
 */
public final class WrongUse {
    private final String called;

    private WrongUse(String called) {
        this.called = called;
    }

    /** Lets these commands tell it; to be called when the tree of commands is complete. */
    public static CommandLine toldBy(CommandLine commands) {
        return toldBy(commands, commands.getCommandName());
    }

    /**
     * The same for a program that a person may start in several ways.
     *
     * @param called what the person types to start it
     */
    public static CommandLine toldBy(CommandLine commands, String called) {
        var wrongUse = new WrongUse(called);
        collectFaults(commands);
        return commands.setExecutionStrategy(wrongUse::runUnlessWrong)
                .setParameterExceptionHandler(
                        (e, _) -> wrongUse.tell(e.getCommandLine(), Faults.of(e).sentences()));
    }

    private static void collectFaults(CommandLine command) {
        command.getCommandSpec().parser().collectErrors(true);
        command.getSubcommands().values().forEach(WrongUse::collectFaults);
    }

    /** Who asks for help gets it, whatever else stands on the line. */
    private int runUnlessWrong(ParseResult parsed) {
        List<Faults> faults = isHelpAskedFor(parsed) ? List.of() : Faults.of(parsed);
        return faults.isEmpty()
                ? new CommandLine.RunLast().execute(parsed)
                : tell(
                        faults.getFirst().command(),
                        faults.stream().flatMap(each -> each.sentences().stream()).toList());
    }

    private static boolean isHelpAskedFor(ParseResult parsed) {
        return parsed.isUsageHelpRequested()
                || parsed.isVersionHelpRequested()
                || (parsed.hasSubcommand() && isHelpAskedFor(parsed.subcommand()));
    }

    private int tell(CommandLine command, List<String> sentences) {
        PrintWriter err = command.getErr();
        boolean alone = sentences.size() == 1;
        String sentence =
                alone
                        ? sentences.getFirst()
                        : "%d things are wrong with this command line".formatted(sentences.size());
        err.println(
                "%s: %s (see '%s --help')"
                        .formatted(
                                command.getCommandSpec().root().name(),
                                Printable.whole(sentence),
                                typed(command)));
        if (!alone) {
            sentences.forEach(each -> err.println("  " + Printable.whole(each)));
        }
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private String typed(CommandLine command) {
        var spec = command.getCommandSpec();
        return called + spec.qualifiedName().substring(spec.root().name().length());
    }
}
