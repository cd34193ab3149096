package io.labctl.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that only lead to others, and say so when nothing follows them. */
@Command(synopsisSubcommandLabel = "WHAT")
abstract sealed class Verb implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Override
    public final Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to %s: %s"
                        .formatted(
                                spec.name(),
                                String.join(
                                        ", ",
                                        spec.subcommands().values().stream()
                                                .map(CommandLine::getCommandName)
                                                .distinct()
                                                .toList())));
    }

    @Command(name = "get", description = "Lists things, one row each.")
    static final class Get extends Verb {}

    @Command(name = "create", description = "Makes a thing.")
    static final class Create extends Verb {}

    @Command(name = "revoke", description = "Makes a credential useless.")
    static final class Revoke extends Verb {}

    @Command(name = "apply", description = "Does a thing once.")
    static final class Apply extends Verb {}

    @Command(name = "config", description = "Reads and writes labctl's own config file.")
    static final class Config extends Verb {}
}
