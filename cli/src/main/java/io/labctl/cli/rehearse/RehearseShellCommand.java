package io.labctl.cli.rehearse;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens a shell inside a node, or runs one program there. */
@Command(
        name = "shell",
        description =
                "Opens a shell inside a node, or runs a program there and answers its exit code.")
final class RehearseShellCommand implements Callable<Integer> {
    private static final String SERVER = "server/";

    /** With prompts and job control where someone sits at a terminal, and not in a script. */
    private static final String SHELL =
            "shell=$(command -v bash || echo sh); if [ -t 0 ]; then exec $shell -i; fi; exec $shell";

    private final RehearseCommand rehearse;
    private final Installation installation;
    private final Timekeeper time;

    @Parameters(index = "0", paramLabel = "NODE", description = "A node, such as node-1.")
    String node = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "What to run instead of a shell; every word from here on is its own.")
    List<String> command = List.of();

    RehearseShellCommand(RehearseCommand rehearse, Installation installation, Timekeeper time) {
        this.rehearse = rehearse;
        this.installation = installation;
        this.time = time;
    }

    @Override
    public Integer call() {
        rehearse.refuseNodes("shell");
        StateFolder state = installation.folder();
        state.checkAccess();
        var running = new NamespaceNode(state, known(node), new Commands(), time);
        List<String> argv =
                new ArrayList<>(
                        List.of("env", "-C", "/root", "JAVA_HOME=" + installation.javaHome()));
        argv.addAll(program().isEmpty() ? List.of("sh", "-c", SHELL) : program());
        return running.interactive(argv);
    }

    /** The words after the node, with or without a {@code --} before them. */
    private List<String> program() {
        return !command.isEmpty() && command.getFirst().equals("--")
                ? command.subList(1, command.size())
                : command;
    }

    private String known(String word) {
        String name = word.startsWith(SERVER) ? word.substring(SERVER.length()) : word;
        List<String> names =
                installation
                        .folder()
                        .plan()
                        .read()
                        .map(plan -> plan.numbers().stream().map(Plan::nodeName).toList())
                        .orElseThrow(
                                () ->
                                        new NotFound(
                                                installation.folder().nothingRuns()
                                                        + ": start one with 'labctl rehearse'"));
        if (!names.contains(name)) {
            throw new NotFound(
                    "no node '%s' in this rehearsal%s"
                            .formatted(Printable.of(name), Suggestion.hint(name, names)));
        }
        return name;
    }
}
