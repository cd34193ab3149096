package io.labctl.master;

import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, in one sentence as all others of labd. */
final class WrongUse implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String sentence =
                e instanceof UnmatchedArgumentException unmatched
                        ? unknown(command, unmatched.getUnmatched().getFirst())
                        : lower(String.valueOf(e.getMessage()));
        command.getErr().printf("labd: %s; see 'labd --help'%n", sentence);
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static String unknown(CommandLine command, String word) {
        if (!word.startsWith("-")) {
            return "'%s' is one word too many".formatted(Printable.of(word));
        }
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        List<String> known =
                command.getCommandSpec().options().stream()
                        .map(OptionSpec::names)
                        .flatMap(Arrays::stream)
                        .toList();
        return "unknown option '%s'%s".formatted(Printable.of(name), Suggestion.hint(name, known));
    }

    private static String lower(String words) {
        String message = Printable.whole(words);
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
