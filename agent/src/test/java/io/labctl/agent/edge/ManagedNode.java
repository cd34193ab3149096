package io.labctl.agent.edge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.apply.WantedCatalog;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A throw-away node that is managed: the whole agent runs on it, as a process, and has a labd. Its
 * disk outlives its processes, so it can lose its power and be booted again.
 */
final class ManagedNode implements AutoCloseable {
    static final String CATALOG = "/agent/v1/catalog";
    static final String REPORTS = "/agent/v1/reports";
    private static final String AGENT = "lab://agent/metal/prod/web1";
    private static final String STATE = "/var/lib/lab-agent";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path folder;
    private final FakeLabd labd;
    private final Process disk;
    private Process power;

    private ManagedNode(Path folder, FakeLabd labd, Process disk) throws IOException {
        this.folder = folder;
        this.labd = labd;
        this.disk = disk;
        this.power = boot();
    }

    /** Skips the test, saying why, where there can be no node. */
    static ManagedNode start(Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "a node needs root");
        Path mount = Files.createDirectory(folder.resolve("node"));
        Process disk =
                ready("unshare", "--mount", "/bin/sh", script("disk.sh", folder), "" + mount);
        var authority = new TestAuthority();
        var labd = new FakeLabd(authority).answers(REPORTS, Answer.of(204));
        var node = new ManagedNode(folder, labd, disk);
        new IdentityStore(node.path(STATE + "/identity"))
                .install(authority.identity(AGENT, labd.uri()));
        Files.createDirectories(node.path("/etc/lab-agent"));
        Files.writeString(node.path("/etc/lab-agent/agent.yaml"), "interval: 10s\nsplay: 0s\n");
        return node;
    }

    private Process boot() throws IOException {
        return ready(
                "nsenter",
                "--target",
                "" + disk.pid(),
                "--mount",
                "unshare",
                "--mount",
                "--uts",
                "--ipc",
                "--pid",
                "--fork",
                "--kill-child",
                "/bin/sh",
                script("boot.sh", folder),
                "" + folder.resolve("node"));
    }

    private static Process ready(String... argv) throws IOException {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String line = process.inputReader().readLine();
        assumeTrue("ready".equals(line), "no namespaces or no overlay here: " + line);
        return process;
    }

    private static String script(String name, Path folder) throws IOException {
        return Files.writeString(folder.resolve(name), text(name)).toString();
    }

    private static String text(String script) throws IOException {
        try (InputStream in = ManagedNode.class.getResourceAsStream("/node/" + script)) {
            if (in == null) {
                throw new IOException("no test script " + script);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** All of its processes are gone at once, and it is booted from the same disk. */
    void losesItsPower() throws Exception {
        first().destroyForcibly();
        power.waitFor();
        power = boot();
    }

    private ProcessHandle first() {
        return power.children().findFirst().orElseThrow();
    }

    FakeLabd labd() {
        return labd;
    }

    /** What its catalog says from now on. */
    void wants(Resource... resources) {
        var entries = Stream.of(resources).map(each -> WantedCatalog.entry(each)).toList();
        var catalog = new Catalog(Catalog.FORMAT, AGENT, List.of(), entries);
        byte[] bytes = CatalogBytes.of(catalog, WireJson.mapper()).bytes();
        labd.forgets(CATALOG).answers(CATALOG, Answer.catalog(bytes));
    }

    /** As they came, repeated ones too. */
    List<Report> reports() {
        return labd.requests(REPORTS).stream()
                .map(each -> WireJson.mapper().readValue(each.body(), Report.class))
                .toList();
    }

    Path path(String inside) {
        return Path.of("/proc", Long.toString(first().pid()), "root", inside);
    }

    boolean has(String path) {
        return Files.exists(path(path));
    }

    /** One of the scripts beside this class's resources. */
    ManagedNode with(String script) throws IOException {
        inside(text(script));
        return this;
    }

    String inside(String script) throws IOException {
        return new LocalCommands().require(Command.of(entered("/bin/sh", "-c", script), LIMIT));
    }

    private List<String> entered(String... argv) {
        var all =
                new ArrayList<>(
                        List.of(
                                "nsenter",
                                "--target",
                                Long.toString(first().pid()),
                                "--mount",
                                "--uts",
                                "--ipc",
                                "--pid",
                                "--root",
                                "--wd=/proc/%d/root".formatted(first().pid()),
                                "--"));
        all.addAll(List.of(argv));
        return all;
    }

    RunningProgram start(String... argv) throws IOException {
        return RunningProgram.start(entered(argv), folder);
    }

    RunningProgram startAgent(String... arguments) throws IOException {
        return start(agent(arguments).toArray(String[]::new));
    }

    private static List<String> agent(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.labctl.agent.LabAgent"),
                        Stream.of(arguments))
                .toList();
    }

    RunningProgram.Ended runOnce() throws Exception {
        return startAgent("run", "--once").end();
    }

    /** Kills a run as soon as something is at that path. */
    void runUntilThereIs(String path) throws Exception {
        String script =
                "while [ -e /proc/$$ ] && [ ! -e \"$0\" ]; do :; done && kill -9 $$ & exec \"$@\"";
        var argv = new ArrayList<>(List.of("/bin/sh", "-c", script, path));
        argv.addAll(agent("run", "--once"));
        start(argv.toArray(String[]::new)).end();
    }

    @Override
    public void close() {
        first().destroyForcibly();
        power.onExit().join();
        disk.destroyForcibly().onExit().join();
        labd.close();
    }
}
