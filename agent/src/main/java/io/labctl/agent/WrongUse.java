package io.labctl.agent;

import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in the words that labctl uses, with the nearest right one. */
final class WrongUse {
    private WrongUse() {}

    static String sentence(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        String given = e.getValue();
        Optional<String> misspelt = misspelt(e);
        if (misspelt.isPresent()) {
            return unknown(e.getCommandLine(), misspelt.get());
        }
        if (argument instanceof OptionSpec option && option.type().isEnum() && given != null) {
            return noneOf(option, given);
        }
        String message = Printable.whole(String.valueOf(e.getMessage()));
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
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
            List<String> options =
                    command.getCommandSpec().options().stream()
                            .flatMap(option -> Arrays.stream(option.names()))
                            .toList();
            return unknown("option", nameOf(word), options);
        }
        return command.getSubcommands().isEmpty()
                ? "'%s' is one word too many".formatted(Printable.of(word))
                : unknown("command", word, command.getSubcommands().keySet());
    }

    /** Without its value: that may be a token, and a message ends up in logs. */
    private static String nameOf(String word) {
        return word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    }

    private static String noneOf(OptionSpec option, String given) {
        List<String> words =
                Arrays.stream(option.type().getEnumConstants()).map(Object::toString).toList();
        return "invalid value for option '%s': %s (one of %s)"
                .formatted(
                        option.longestName(),
                        unknown("format", given, words),
                        String.join(", ", words));
    }

    private static String unknown(String what, String given, Collection<String> known) {
        return "unknown %s '%s'%s"
                .formatted(what, Printable.of(given), Suggestion.hint(given, known));
    }
}
