package io.labctl.agent.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.Root;
import io.labctl.agent.type.ManagedMachine;
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
    private static final Path SYSTEMD_NODE =
            Path.of("../deploy/test/systemd-node").toAbsolutePath().normalize();

    private final Process unshare;
    private final long init;
    private ManagedMachine machine;

    private ThrowAwayNode(Process unshare, long init) {
        this.unshare = unshare;
        this.init = init;
        this.machine = found();
    }

    private ManagedMachine found() {
        Root root = new Root(Path.of("/proc", Long.toString(init), "root"));
        return ManagedMachine.found(root, new Inside(init), MonotonicTime.ofThisMachine());
    }

    /** Skips the test, saying why, where there can be no node. */
    public static ThrowAwayNode start(Path folder) throws IOException {
        Process unshare =
                process(
                        folder,
                        "unshare",
                        "--mount",
                        "--uts",
                        "--ipc",
                        "--net",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "/bin/sh",
                        script(folder, "start.sh").toString());
        String line = unshare.inputReader().readLine();
        assumeTrue("ready".equals(line), "no namespaces or no overlay here: " + line);
        return new ThrowAwayNode(unshare, unshare.children().findFirst().orElseThrow().pid());
    }

    /** With systemd as PID 1, booted as far as its basic target. */
    public static ThrowAwayNode startWithSystemd(Path folder) throws IOException {
        Process keeper = process(folder, SYSTEMD_NODE.toString());
        String line = String.valueOf(keeper.inputReader().readLine());
        assumeTrue(line.startsWith("ready "), "no node with systemd here: " + line);
        long init = Long.parseLong(line.substring("ready ".length()));
        await().atMost(LIMIT).until(() -> isBooted(new Inside(init)));
        return new ThrowAwayNode(keeper, init);
    }

    private static boolean isBooted(Commands inside) throws IOException {
        var question = Command.of(List.of("systemctl", "is-system-running"), LIMIT);
        return inside.run(question).out().strip().equals("running");
    }

    /** With an empty folder as its last argument. */
    private static Process process(Path folder, String... argv) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "a node needs root");
        var whole = new ArrayList<>(List.of(argv));
        whole.add(Files.createDirectory(folder.resolve("node")).toString());
        return new ProcessBuilder(whole).redirectErrorStream(true).start();
    }

    public ManagedMachine machine() {
        return machine;
    }

    /**
     * Runs one of the scripts beside this class's resources inside the node, and looks anew what
     * kind of machine it is then.
     */
    public ThrowAwayNode run(String script, Path folder) throws IOException {
        String text = Files.readString(script(folder, script));
        machine.commands().require(Command.of(List.of("/bin/sh", "-c", text), LIMIT));
        machine = found();
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
                    .run(
                            new Command(
                                    argv,
                                    command.limit(),
                                    command.grace(),
                                    command.environment(),
                                    null,
                                    command.leavesDaemons(),
                                    command.input()));
        }
    }
}
