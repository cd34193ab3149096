package io.labctl.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what {@code --help} behind the same words does. */
@Command(
        name = "help",
        description = "Prints what a command is for and which options it has, as its --help does.")
final class HelpCommand implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description =
                    "The words of the command, such as: get servers. Without any, labctl's own.")
    List<String> words = List.of();

    @Override
    public Integer call() {
        CommandLine here = spec.root().commandLine();
        for (String word : words) {
            CommandLine below = here.getSubcommands().get(word);
            if (below == null) {
                throw new UnmatchedArgumentException(here, List.of(word));
            }
            here = below;
        }
        here.usage(here.getOut());
        return 0;
    }
}
