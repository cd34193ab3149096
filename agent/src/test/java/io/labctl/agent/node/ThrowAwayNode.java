package io.labctl.agent.node;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.Root;
import io.labctl.agent.type.ManagedMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A copy of this machine in namespaces of its own, without a network, gone when it is closed or
 * when this JVM ends. Its files are reached through {@code /proc/PID/root}, below which an absolute
 * link would lead back to this machine; its programs are run by nsenter.
 */
public final class ThrowAwayNode implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Process unshare;
    private final ManagedMachine machine;

    private ThrowAwayNode(Process unshare, long init) {
        this.unshare = unshare;
        Root root = new Root(Path.of("/proc", Long.toString(init), "root"));
        Commands commands = new Inside(init);
        this.machine = ManagedMachine.found(root, commands, MonotonicTime.ofThisMachine());
    }

    /** Skips the test, saying why, where there can be no node. */
    public static ThrowAwayNode start(Path folder) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "a node needs root");
        Path node = Files.createDirectory(folder.resolve("node"));
        Process unshare =
                new ProcessBuilder(
                                "unshare",
                                "--mount",
                                "--uts",
                                "--ipc",
                                "--net",
                                "--pid",
                                "--fork",
                                "--kill-child",
                                "/bin/sh",
                                script(folder, "start.sh").toString(),
                                node.toString())
                        .redirectErrorStream(true)
                        .start();
        BufferedReader out = unshare.inputReader();
        String line = out.readLine();
        assumeTrue("ready".equals(line), "no namespaces or no overlay here: " + line);
        long init = unshare.children().findFirst().orElseThrow().pid();
        return new ThrowAwayNode(unshare, init);
    }

    public ManagedMachine machine() {
        return machine;
    }

    /** Runs one of the scripts beside this class's resources inside the node. */
    public ThrowAwayNode run(String script, Path folder) throws IOException {
        String text = Files.readString(script(folder, script));
        machine.commands().require(Command.of(List.of("/bin/sh", "-c", text), LIMIT));
        return this;
    }

    @Override
    public void close() throws IOException {
        unshare.getOutputStream().close();
        try {
            if (!unshare.waitFor(10, TimeUnit.SECONDS)) {
                unshare.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            unshare.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path script(Path folder, String name) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream in = ThrowAwayNode.class.getResourceAsStream("/node/" + name)) {
            if (in == null) {
                throw new IOException("no test script " + name);
            }
            Files.write(copy, in.readAllBytes());
        }
        return copy;
    }

    /** Programs inside the node. */
    private record Inside(long init) implements Commands {
        private Path directory(Command command) {
            return command.directory() == null
                    ? Path.of("/proc", Long.toString(init), "root")
                    : command.directory();
        }

        @Override
        public Finished run(Command command) throws IOException {
            List<String> argv = new ArrayList<>();
            argv.addAll(
                    List.of(
                            "nsenter",
                            "--target",
                            Long.toString(init),
                            "--mount",
                            "--uts",
                            "--ipc",
                            "--net",
                            "--pid",
                            "--root",
                            "--wd=" + directory(command),
                            "--"));
            argv.addAll(command.argv()); // nsenter opens the directory before it enters
            return new LocalCommands()
                    .run(new Command(argv, command.limit(), command.environment(), null));
        }
    }
}
