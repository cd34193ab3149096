package io.labctl.cli;

import static java.util.stream.Collectors.partitioningBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/**
 * The page {@code docs/reference/cli.md}, written from the command tree so that it cannot be wrong.
 */
final class ReferencePage {
    private static final String START =
            """
            # labctl, command by command

            This page is written by the build from the commands themselves; `labctl COMMAND --help` says the same.
            The shapes of what the commands print are in [output.md](output.md).

            A server is written `server/NAME` or `server NAME`; `servers` and `srv` mean the same as `server`. A session is written
            `session/ID` or `session ID`. Spans are whole numbers with units: `30s`, `5m`, `1h30m`, `7d`, `2w`. Data goes to stdout, everything said about it to
            stderr. A misspelt command, option, value or name is answered with the nearest one that exists, where one is near.
            """;

    private final List<String> lines = new ArrayList<>();

    static String of(CommandLine root) {
        var page = new ReferencePage();
        page.lines.add(START);
        page.everywhere(root);
        page.lines.add("## Exit codes\n");
        page.exitCodes(ExitCode.all());
        page.commandsBelow(root);
        return String.join("\n", page.lines).stripTrailing() + "\n";
    }

    private void everywhere(CommandLine root) {
        lines.add("## Options that every command takes\n");
        Map<Boolean, List<OptionSpec>> options =
                root.getCommandSpec().options().stream()
                        .collect(partitioningBy(each -> each.scopeType() == ScopeType.INHERIT));
        options(options.getOrDefault(true, List.of()));
        lines.add("And `labctl` alone, without a command:\n");
        options(options.getOrDefault(false, List.of()));
    }

    private void exitCodes(Map<String, String> codes) {
        lines.add("| code | meaning |\n|---|---|");
        codes.forEach((code, meaning) -> lines.add("| %s | %s |".formatted(code.strip(), meaning)));
        lines.add("");
    }

    private void commandsBelow(CommandLine command) {
        for (CommandLine sub : new LinkedHashSet<>(command.getSubcommands().values())) {
            if (!sub.getCommandSpec().usageMessage().hidden()) {
                command(sub);
                commandsBelow(sub);
            }
        }
    }

    private void command(CommandLine command) {
        var spec = command.getCommandSpec();
        lines.add("## %s\n".formatted(spec.qualifiedName()));
        lines.add(String.join(" ", spec.usageMessage().description()) + "\n");
        lines.add("```\n%s\n```\n".formatted(synopsis(command)));
        String[] aliases = spec.aliases();
        if (aliases.length > 0) {
            lines.add("Also: `%s`.\n".formatted(String.join("`, `", aliases)));
        }
        parameters(spec.positionalParameters());
        options(spec.options().stream().filter(option -> !option.inherited()).toList());
        Map<String, String> ownCodes = spec.usageMessage().exitCodeList();
        if (!ownCodes.isEmpty()) {
            lines.add("It exits with:\n");
            exitCodes(ownCodes);
        }
        String[] footer = spec.usageMessage().footer();
        if (footer.length > 0) {
            lines.add("```\n%s\n```\n".formatted(String.join("\n", footer).stripIndent().strip()));
        }
    }

    /** In one line, whatever the width of a terminal. */
    private static String synopsis(CommandLine command) {
        return command.getHelp().synopsis(0).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private void parameters(List<PositionalParamSpec> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        lines.add("| argument | meaning |\n|---|---|");
        for (PositionalParamSpec parameter : parameters) {
            row(parameter.paramLabel(), parameter.description());
        }
        lines.add("");
    }

    private void options(List<OptionSpec> options) {
        List<OptionSpec> shown = options.stream().filter(option -> !option.hidden()).toList();
        if (shown.isEmpty()) {
            return;
        }
        lines.add("| option | meaning |\n|---|---|");
        for (OptionSpec option : shown) {
            String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
            String must = option.required() && option.group() == null ? " (required)" : "";
            row(
                    String.join(", ", Arrays.asList(option.names())) + value + must,
                    option.description());
        }
        lines.add("");
    }

    private void row(String head, String[] description) {
        lines.add(
                "| `%s` | %s |"
                        .formatted(
                                head.replace("|", "\\|"),
                                String.join(" ", description).replace("|", "\\|")));
    }
}
