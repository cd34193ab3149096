package io.labctl.catalog.usage;

import io.labctl.catalog.name.Printable;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Tells what is wrong with a command line, all of it at once and with exit code 2: one sentence, or
 * one and a line below it for each fault.
 */
public final class WrongUse {
    private final Consumer<String> say;

    private WrongUse(Consumer<String> say) {
        this.say = say;
    }

    /**
     * Lets these commands tell it; to be called when the tree of commands is complete.
     *
     * @param say the program's one way to say a sentence, which shows no join token ({@link
     *     Told#in})
     */
    public static CommandLine toldBy(CommandLine commands, Consumer<String> say) {
        var wrongUse = new WrongUse(say);
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
        boolean alone = sentences.size() == 1;
        String sentence =
                alone
                        ? sentences.getFirst()
                        : "%d things are wrong with this command line".formatted(sentences.size());
        CommandSpec spec = command.getCommandSpec();
        say.accept(
                "%s: %s (see '%s --help')"
                        .formatted(
                                spec.root().name(),
                                Printable.whole(sentence),
                                spec.qualifiedName()));
        if (!alone) {
            sentences.forEach(each -> say.accept("  " + Printable.whole(each)));
        }
        return CommandLine.ExitCode.USAGE;
    }
}
