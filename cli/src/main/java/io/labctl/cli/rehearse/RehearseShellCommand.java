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
    private final Installation installation;
    private final Timekeeper time;

    @Parameters(index = "0", paramLabel = "NODE", description = "A node, such as node-1.")
    String node = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "After --: what to run instead of a shell.")
    List<String> command = List.of();

    RehearseShellCommand(Installation installation, Timekeeper time) {
        this.installation = installation;
        this.time = time;
    }

    @Override
    public Integer call() {
        StateFolder state = installation.folder();
        state.checkAccess();
        var running = new NamespaceNode(state, known(node), new Commands(), time);
        List<String> argv =
                new ArrayList<>(
                        List.of("env", "-C", "/root", "JAVA_HOME=" + installation.javaHome()));
        argv.addAll(
                command.isEmpty()
                        ? List.of("sh", "-c", "exec $(command -v bash || echo sh) -i")
                        : command);
        return running.interactive(argv);
    }

    private String known(String name) {
        List<String> names =
                installation
                        .folder()
                        .plan()
                        .map(plan -> plan.numbers().stream().map(Plan::nodeName).toList())
                        .orElseThrow(
                                () ->
                                        new NotFound(
                                                "no rehearsal is running: start one with 'labctl"
                                                        + " rehearse'"));
        if (!names.contains(name)) {
            throw new NotFound(
                    "no node '%s' in this rehearsal%s"
                            .formatted(Printable.of(name), Suggestion.hint(name, names)));
        }
        return name;
    }
}
