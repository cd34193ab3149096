package io.labctl.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A completion script for fish, made from the command tree, which picocli itself does not offer. A
 * function in the script finds out which command the words before the cursor name; every candidate
 * is offered only at its own command.
 */
final class FishScript {
    private static final String START =
            """
            # Completion of labctl for fish, made by 'labctl completion fish'.
            function __labctl_words
                set -l valued VALUED
                set -l skip 0
                for word in (commandline -opc)[2..-1]
                    if test $skip -eq 1
                        set skip 0
                    else if contains -- $word $valued
                        set skip 1
                    else if not string match -q -- '-*' $word
                        echo $word
                    end
                end
            end
            function __labctl_at
                set -l words (__labctl_words)
                test (count $words) -ge (count $argv); or return 1
                set -l i 1
                for names in $argv
                    contains -- $words[$i] (string split , -- $names); or return 1
                    set i (math $i + 1)
                end
                return 0
            end
            function __labctl_only_at
                __labctl_at $argv; and test (count (__labctl_words)) -eq (count $argv)
            end
            complete -c labctl -f
            """;

    private final CommandLine root;
    private final StringJoiner lines = new StringJoiner("\n");

    FishScript(CommandLine root) {
        this.root = root;
    }

    String text() {
        var valued = new LinkedHashSet<String>();
        collectValued(root, valued);
        lines.add(START.replace("VALUED", String.join(" ", valued)).stripTrailing());
        command(root, List.of());
        return lines.toString();
    }

    private static void collectValued(CommandLine command, Set<String> valued) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.arity().max() > 0) {
                valued.addAll(Arrays.asList(option.names()));
            }
        }
        command.getSubcommands().values().forEach(sub -> collectValued(sub, valued));
    }

    private void command(CommandLine command, List<String> path) {
        Set<CommandLine> subcommands = new LinkedHashSet<>(command.getSubcommands().values());
        subcommands.forEach(sub -> word(path, sub.getCommandName(), description(sub)));
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            candidates(parameter).forEach(candidate -> word(path, candidate, ""));
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden() && !option.inherited()) {
                option(path, option);
            }
        }
        for (CommandLine sub : subcommands) {
            var deeper = new ArrayList<>(path);
            deeper.add(
                    Stream.concat(
                                    Stream.of(sub.getCommandName()),
                                    Arrays.stream(sub.getCommandSpec().aliases()))
                            .collect(Collectors.joining(",")));
            command(sub, deeper);
        }
    }

    private void word(List<String> path, String word, String description) {
        lines.add(
                "complete -c labctl -n %s -a %s%s"
                        .formatted(
                                quoted(condition("only_at", path)),
                                quoted(word),
                                description.isEmpty() ? "" : " -d " + quoted(description)));
    }

    private void option(List<String> path, OptionSpec option) {
        var line = new StringJoiner(" ");
        line.add("complete -c labctl");
        line.add("-n " + quoted(condition("at", path)));
        for (String name : option.names()) {
            line.add(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1));
        }
        if (option.arity().max() > 0) {
            String values = candidates(option).collect(Collectors.joining(" "));
            line.add(values.isEmpty() ? "-r" : "-x -a " + quoted(values));
        }
        if (option.paramLabel().equals("FILE")) {
            line.add("-F");
        }
        line.add("-d " + quoted(firstLine(option.description())));
        lines.add(line.toString());
    }

    private String condition(String function, List<String> path) {
        String start = "__labctl_" + function;
        return path.isEmpty() ? start : start + " " + String.join(" ", path);
    }

    private static Stream<String> candidates(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? Stream.of()
                : StreamSupport.stream(candidates.spliterator(), false);
    }

    private static String description(CommandLine command) {
        return firstLine(command.getCommandSpec().usageMessage().description());
    }

    private static String firstLine(String[] text) {
        return text.length == 0 ? "" : text[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
