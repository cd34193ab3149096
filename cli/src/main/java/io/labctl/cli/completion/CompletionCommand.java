package io.labctl.cli.completion;

import io.labctl.cli.print.Console;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that makes a shell complete labctl's words. */
@Command(
        name = "completion",
        description = "Prints a completion script for a shell, to be sourced by it.",
        footer = {
            "",
            "  bash   source <(labctl completion bash)",
            "  zsh    source <(labctl completion zsh)",
            "  fish   labctl completion fish | source"
        })
public final class CompletionCommand implements Callable<Integer> {
    /** zsh runs bash's completions through a bridge of its own, once that is loaded. */
    private static final String ZSH_START =
            """
            autoload -U +X compinit && compinit
            autoload -U +X bashcompinit && bashcompinit
            """;

    private final Console console;

    @Spec CommandSpec spec;

    @Parameters(
            paramLabel = "SHELL",
            completionCandidates = Shells.class,
            converter = Shells.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    Shell shell;

    public CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        console.line(
                switch (shell) {
                    case BASH -> bash(root);
                    case ZSH -> ZSH_START + bash(root);
                    case FISH -> new FishScript(root).text();
                });
        return 0;
    }

    private static String bash(CommandLine root) {
        return AutoComplete.bash(root.getCommandName(), root).stripTrailing();
    }
}
