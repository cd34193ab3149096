package io.labctl.catalog.usage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options and words as a person writes them: {@code --server URL}, {@code NAME}. */
final class Arguments {
    private Arguments() {}

    /** Those of which one is enough stand as {@code --a A or --b B}. */
    static String listed(Collection<ArgSpec> arguments) {
        var places = new LinkedHashMap<Object, String>();
        for (ArgSpec argument : arguments) {
            places.merge(place(argument), written(argument), "%s or %s"::formatted);
        }
        return places.values().stream().collect(Collectors.joining(", "));
    }

    /** What has to be filled: the argument itself, or those of which one is enough. */
    static Object place(ArgSpec argument) {
        ArgGroupSpec group = argument.group();
        return group != null && group.exclusive() ? group : argument;
    }

    /** The name that a message calls it by. */
    static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? "option '%s'".formatted(option.longestName())
                : argument.paramLabel();
    }

    private static String written(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            return option.arity().max() == 0
                    ? option.longestName()
                    : option.longestName() + " " + option.paramLabel();
        }
        return argument.paramLabel();
    }
}
