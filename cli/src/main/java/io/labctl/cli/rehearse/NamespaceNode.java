package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A throw-away copy of this machine: mount, UTS, IPC, PID and network namespaces, and as its root
 * the machine's own under a layer in memory. It lives as long as its outer process does.
 *
 * <p>It is for trying things out, not for keeping anyone in: root inside it is root of the machine.
 */
final class NamespaceNode {
    private final StateFolder state;
    private final String name;
    private final Commands commands;
    private final Timekeeper time;

    NamespaceNode(StateFolder state, String name, Commands commands, Timekeeper time) {
        this.state = state;
        this.name = name;
        this.commands = commands;
        this.time = time;
    }

    String name() {
        return name;
    }

    /** The process that holds the namespaces, while it runs. */
    Optional<RecordedProcess> outer() {
        return RecordedProcess.readFrom(state.process(name)).filter(RecordedProcess::runs);
    }

    /** The first process inside, as the host numbers it. */
    Optional<RecordedProcess> first() {
        return outer().flatMap(RecordedProcess::firstChild);
    }

    boolean runs() {
        return first().isPresent();
    }

    /**
     * Makes the node; its network is not connected yet.
     *
     * @param javaHome shown in it read-only, at the same place
     * @param hidden folders of the host that are empty in it
     * @throws Unavailable with what the machine said when it could not
     */
    void create(Path javaHome, List<Path> hidden) {
        List<String> arguments = new ArrayList<>();
        arguments.add(state.mountPoint(name).toString());
        arguments.add(name);
        arguments.add(state.dist().toString());
        arguments.add(javaHome.toString());
        arguments.add(state.packages().toString());
        hidden.forEach(folder -> arguments.add(folder.toString()));
        List<String> unshare =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--mount",
                                "--uts",
                                "--ipc",
                                "--net",
                                "--pid",
                                "--fork",
                                "--kill-child",
                                "--propagation",
                                "private"));
        unshare.addAll(Scripts.node(arguments));
        try {
            Files.createDirectories(state.mountPoint(name));
            Process process =
                    commands.detached(
                            Scripts.recorded(state.process(name), unshare),
                            Map.of(),
                            ProcessBuilder.Redirect.PIPE);
            awaitReady(process);
        } catch (IOException e) {
            throw new Unavailable("node '%s' cannot be made".formatted(name), e);
        }
    }

    private void awaitReady(Process process) throws IOException {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("ready")) {
                    return;
                }
                said.append(line).append(' ');
            }
        }
        throw new Unavailable(
                "node '%s' cannot be made: %s".formatted(name, said.toString().strip()));
    }

    /** Runs a program inside. */
    Commands.Finished run(List<String> argv, Duration limit) {
        return commands.run(inside(argv), limit);
    }

    /** Runs a program inside on this terminal. */
    int interactive(List<String> argv) {
        return commands.interactive(inside(argv));
    }

    /** The command, led into the node's namespaces. */
    private List<String> inside(List<String> argv) {
        long first =
                first().orElseThrow(() -> new Unavailable("node '%s' does not run".formatted(name)))
                        .pid();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "nsenter",
                                "--target",
                                Long.toString(first),
                                "--mount",
                                "--uts",
                                "--ipc",
                                "--net",
                                "--pid",
                                "--"));
        command.addAll(argv);
        return command;
    }

    /** A file of the node, as the host can reach it while the node runs. */
    Path path(String inside) {
        long first =
                first().orElseThrow(() -> new Unavailable("node '%s' does not run".formatted(name)))
                        .pid();
        return Path.of("/proc/%d/root".formatted(first)).resolve(inside.substring(1));
    }

    /** Ends everything in it at once. */
    void destroy() {
        RecordedProcess.readFrom(state.process(name)).ifPresent(process -> process.kill(time));
    }
}
