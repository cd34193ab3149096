package io.labctl.cli;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.cli.print.Console;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one sentence on stderr and gives the exit code for it. */
final class Complaints implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Console console;

    Complaints(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        if (e instanceof LabException refusal) {
            console.say("labctl: " + refusal.sentence());
            return ExitCode.of(refusal).number();
        }
        return ownFault(e);
    }

    /** What should never happen, in one sentence too; a broken installation ends up here. */
    int ownFault(Throwable e) {
        console.say(
                "labctl: this is a fault in labctl itself, please report it: %s at %s"
                        .formatted(e, e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]));
        return ExitCode.FAILED.number();
    }

    /** The same exit code, unless the command did well and its data did not get out. */
    int unlessWritten(int exit) {
        Optional<String> fault = console.out().fault();
        fault.ifPresent(why -> console.say("labctl: the output could not be written: " + why));
        return fault.isPresent() && exit == ExitCode.OK.number() ? ExitCode.FAILED.number() : exit;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String sentence =
                misspelt(e).map(word -> unknown(command, word)).orElseGet(() -> sentence(e));
        console.say(
                "labctl: %s (see '%s --help')"
                        .formatted(sentence, command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE.number();
    }

    /** What is missing may be there under a name that does not exist; that name is told first. */
    private static Optional<String> misspelt(ParameterException e) {
        return switch (e) {
            case UnmatchedArgumentException unmatched ->
                    unmatched.getUnmatched().stream().findFirst();
            case CommandLine.MissingParameterException _ ->
                    e.getCommandLine().getUnmatchedArguments().stream()
                            .filter(word -> word.startsWith("-"))
                            .findFirst();
            default -> Optional.empty();
        };
    }

    private static String unknown(CommandLine command, String word) {
        if (word.startsWith("-")) {
            // Without its value, which may be a secret: a message ends up in logs.
            String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            return "unknown option '%s'%s"
                    .formatted(Printable.of(name), Suggestion.hint(name, options(command)));
        }
        String shown = Printable.of(word);
        if (command.getSubcommands().isEmpty()) {
            return "'%s' is one word too many".formatted(shown);
        }
        return "unknown command '%s'%s"
                .formatted(shown, Suggestion.hint(word, command.getSubcommands().keySet()));
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::names)
                .flatMap(Arrays::stream)
                .toList();
    }

    /** picocli's own words, begun and ended as all our messages are. */
    private static String sentence(ParameterException e) {
        if (e instanceof CommandLine.MissingParameterException missing) {
            return "missing " + String.join(", ", missing(missing));
        }
        String message = e.getMessage() == null ? "the command line is wrong" : e.getMessage();
        String line = Printable.whole(message.replaceFirst("^Error: ", ""));
        return Character.toLowerCase(line.charAt(0)) + line.substring(1);
    }

    private static List<String> missing(CommandLine.MissingParameterException e) {
        var missing = new ArrayList<String>();
        for (ArgSpec argument : e.getMissing()) {
            missing.add(
                    argument instanceof OptionSpec option
                            ? option.longestName() + " " + option.paramLabel()
                            : argument.paramLabel());
        }
        return missing;
    }
}
