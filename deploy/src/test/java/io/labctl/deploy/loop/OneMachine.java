package io.labctl.deploy.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.wire.WireJson;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;

/**
 * labd and one agent as processes of this machine, without namespaces. labd has a single module,
 * under the name of the one that is built in.
 */
final class OneMachine implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("is ready on (https://[^ ,]+),");
    private static final Duration START = Duration.ofMinutes(1);

    private final Path folder;
    private volatile Running labd;
    private final String url;

    private OneMachine(Path folder, Running labd, String url) {
        this.folder = folder;
        this.labd = labd;
        this.url = url;
    }

    /**
     * With {@link Shipped}.
     *
     * @param files of the module's {@code files/}, by name
     * @param to where the agent is to put {@link Shipped#FILE}
     */
    static OneMachine start(Path folder, Map<String, byte[]> files, Path to) throws IOException {
        return start(folder, Shipped.class, files, to);
    }

    /** With another module, that has the same parameter. */
    static OneMachine start(
            Path folder, Class<? extends LabModule> type, Map<String, byte[]> files, Path to)
            throws IOException {
        assumeTrue(
                Files.isExecutable(Means.DIST.resolve("bin/labctl")),
                "the programs are not built (mvn package)");
        module(folder.resolve("classes/modules/base-server"), type, files);
        Path site = Files.createDirectories(folder.resolve("site/data"));
        Files.writeString(site.resolve("common.yaml"), "base-server: {to: %s}\n".formatted(to));
        Files.writeString(folder.resolve("agent.yaml"), "state: state\n");
        Running labd = labd(folder, "127.0.0.1:0");
        try {
            return new OneMachine(folder, labd, url(labd));
        } catch (RuntimeException e) {
            labd.stop();
            throw e;
        }
    }

    private static void module(
            Path module, Class<? extends LabModule> type, Map<String, byte[]> files)
            throws IOException {
        Path shipped = Files.createDirectories(module.resolve("files"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(shipped.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(
                module.resolve("module.yaml"),
                """
                name: base-server
                version: 0.1.0
                description: Ships a file
                type: %s
                """
                        .formatted(type.getName()));
    }

    private static Running labd(Path folder, String listen) {
        String classes =
                String.join(
                        File.pathSeparator,
                        folder.resolve("classes").toString(),
                        Path.of("target/test-classes").toAbsolutePath().toString(),
                        Means.DIST.resolve("lib/*").toString());
        return Running.start(
                folder,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        classes,
                        "io.labctl.master.Labd",
                        "--data",
                        folder.resolve("data").toString(),
                        "--site",
                        folder.resolve("site").toString(),
                        "--listen",
                        listen));
    }

    /** Where it serves, as soon as it does. */
    static String url(Running labd) {
        return await().atMost(START)
                .until(
                        () -> {
                            if (!labd.runs()) {
                                throw new AssertionError("labd ended: " + labd.saidSoFar());
                            }
                            return READY.matcher(labd.saidSoFar());
                        },
                        Matcher::find)
                .group(1);
    }

    int port() {
        return URI.create(url).getPort();
    }

    void kill() {
        labd.kill();
    }

    /** On the same port. */
    void startAgain() {
        labd.end();
        labd = labd(folder, "127.0.0.1:" + port());
        url(labd);
    }

    void enroll(String name) {
        enroll(name, url);
    }

    /** By that way to labd. */
    void enroll(String name, String server) {
        String token =
                labctl("create", "token", "--cloud", "metal", "--env", "prod", "--role", "web")
                        .succeeded()
                        .out()
                        .strip();
        agent("enroll", "--server", server, "--token", token, "--name", name).succeeded();
    }

    Running.Ended agent(String... arguments) {
        return startAgent(arguments).end();
    }

    Running startAgent(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("agent.yaml").toString()));
        return start("lab-agent", all.toArray(String[]::new));
    }

    /** The newest first. */
    List<ReportSummary> reports(String server) {
        String out = labctl("get", "reports", "--server", server, "-o", "json").succeeded().out();
        return WireJson.mapper()
                .readValue(out, new TypeReference<Items<ReportSummary>>() {})
                .items();
    }

    Report report(UUID id) {
        String out = labctl("report", id.toString(), "-o", "json").succeeded().out();
        return WireJson.mapper().readValue(out, Report.class);
    }

    Running.Ended labctl(String... arguments) {
        return start("labctl", arguments).end();
    }

    AgentDoor door() {
        return new AgentDoor(folder.resolve("state/identity"));
    }

    /** Where the agent keeps what it fetches. */
    Path fetched() {
        return folder.resolve("state/files");
    }

    private Running start(String name, String... arguments) {
        var argv = new ArrayList<>(List.of(Means.DIST.resolve("bin/" + name).toString()));
        argv.addAll(List.of(arguments));
        return Running.start(
                folder,
                Map.of(
                        "LABCTL_CONFIG",
                        folder.resolve("data/admin/config.yaml").toString(),
                        "JAVA_HOME",
                        System.getProperty("java.home")),
                argv);
    }

    @Override
    public void close() {
        labd.stop();
    }
}
