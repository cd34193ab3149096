package io.labctl.catalog.usage;

import io.labctl.catalog.name.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/** What is wrong with something that is known and there. */
final class WrongValue {
    /** picocli tells only in words which arguments exclude each other. */
    private static final Pattern EXCLUSIVE =
            Pattern.compile("(?:Error: )?(.*) (?:is|are) mutually exclusive.*", Pattern.DOTALL);

    /** It also tells only in words which argument of a group is there again, with its values. */
    private static final Pattern REPEATED =
            Pattern.compile(
                    "(?:Error: )?expected only one match but got .*?=\\{(-[^=\\s}]+).*",
                    Pattern.DOTALL);

    private static final String INVALID = "Invalid value for ";

    private WrongValue() {}

    static String sentence(ParameterException e) {
        String message = e.getMessage() == null ? "the command line is wrong" : e.getMessage();
        return switch (e) {
            case OverwrittenOptionException twice ->
                    moreThanOnce(Arguments.name(twice.getOverwritten()));
            case MutuallyExclusiveArgsException _ -> onlyOne(message);
            case MaxValuesExceededException _ -> onlyOnce(message);
            default -> e.getArgSpec() == null ? lower(message) : invalid(e, message);
        };
    }

    private static String onlyOne(String message) {
        Matcher parts = EXCLUSIVE.matcher(message);
        return parts.matches()
                ? "give only one of " + parts.group(1).replace('=', ' ')
                : lower(message);
    }

    private static String onlyOnce(String message) {
        Matcher parts = REPEATED.matcher(message);
        return parts.matches()
                ? moreThanOnce("option '%s'".formatted(parts.group(1)))
                : lower(message);
    }

    private static String moreThanOnce(String argument) {
        return argument + " is given more than once";
    }

    private static String invalid(ParameterException e, String message) {
        ArgSpec argument = e.getArgSpec();
        String given = e.getValue();
        if (given != null && argument.type().isEnum() && argument.converters().length == 0) {
            return invalid(argument, noneOf(argument, given));
        }
        int reason = message.indexOf(": ");
        return message.startsWith(INVALID) && reason > 0
                ? invalid(argument, message.substring(reason + 2))
                : lower(message);
    }

    private static String invalid(ArgSpec argument, String reason) {
        return "invalid value for %s: %s".formatted(Arguments.name(argument), reason);
    }

    private static String noneOf(ArgSpec argument, String given) {
        List<String> words =
                Arrays.stream(argument.type().getEnumConstants()).map(Object::toString).toList();
        return "unknown %s '%s'%s (one of %s)"
                .formatted(
                        argument.paramLabel().toLowerCase(Locale.ROOT),
                        Told.of(given),
                        Suggestion.hint(given, words),
                        String.join(", ", words));
    }

    private static String lower(String message) {
        String line = message.replaceFirst("^Error: ", "");
        return line.isEmpty() ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
    }
}
