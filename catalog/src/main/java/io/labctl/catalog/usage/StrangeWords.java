package io.labctl.catalog.usage;

import io.labctl.catalog.name.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The words that a command cannot place. */
final class StrangeWords {
    private final CommandLine command;
    private final List<String> options = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    /**
     * A word behind an option that is not known is taken for its value, and is not told. What
     * follows an unknown command was meant for that one, so nobody can judge it.
     */
    StrangeWords(CommandLine command, List<String> words) {
        this.command = command;
        boolean mayBeValue = false;
        for (String word : words) {
            if (hasUnknownCommand()) {
                break;
            }
            boolean option = word.startsWith("-");
            if (option) {
                options.add(Told.name(word));
            } else if (!mayBeValue) {
                others.add(word);
            }
            mayBeValue = option && !word.contains("=");
        }
    }

    private boolean hasUnknownCommand() {
        return !command.getSubcommands().isEmpty() && !others.isEmpty();
    }

    List<String> sentences() {
        var sentences = new ArrayList<String>();
        if (!others.isEmpty()) {
            sentences.add(hasUnknownCommand() ? unknown(others.getFirst()) : tooMany());
        }
        options.forEach(
                name ->
                        sentences.add(
                                "unknown option '%s'%s"
                                        .formatted(
                                                Told.of(name),
                                                nearest(name)
                                                        .map(", did you mean '%s'?"::formatted)
                                                        .orElse(""))));
        return sentences;
    }

    /** Whether one of the misspelt options stands for it, or for what does instead. */
    boolean mean(ArgSpec argument) {
        return options.stream()
                .flatMap(name -> nearest(name).stream())
                .map(name -> Arguments.place(command.getCommandSpec().findOption(name)))
                .anyMatch(Arguments.place(argument)::equals);
    }

    private String tooMany() {
        String first = Told.of(others.getFirst());
        return others.size() == 1
                ? "'%s' is one word too many".formatted(first)
                : "'%s' and what follows are %d words too many".formatted(first, others.size());
    }

    /** By the name that the place lists it under, also where an alias is nearer. */
    private String unknown(String word) {
        Map<String, CommandLine> known = command.getSubcommands();
        String name = word.contains("/") ? word.substring(0, word.indexOf('/')) : word;
        String hint =
                Suggestion.nearest(name, known.keySet())
                        .map(known::get)
                        .map(CommandLine::getCommandName)
                        .map(", did you mean '%s'?"::formatted)
                        .orElse("");
        return "unknown command '%s'%s".formatted(Told.of(word), hint);
    }

    /** Of one letter there is too little to tell what was meant. */
    private Optional<String> nearest(String name) {
        Collection<String> known =
                command.getCommandSpec().options().stream()
                        .map(OptionSpec::names)
                        .flatMap(Arrays::stream)
                        .toList();
        return name.length() < 3 ? Optional.empty() : Suggestion.nearest(name, known);
    }
}
