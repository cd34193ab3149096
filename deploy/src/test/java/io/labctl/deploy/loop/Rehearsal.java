package io.labctl.deploy.loop;

import static org.awaitility.Awaitility.await;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.core.type.TypeReference;

/** A rehearsal with a folder, a bridge and a labctl config of its own, beside any other one. */
final class Rehearsal implements AutoCloseable {
    /** How long labd may hold on to what it last saw of the site's files. */
    private static final Duration SITE_IS_LOOKED_AT = Duration.ofSeconds(1);

    private final Path folder;
    private String usualData = "";

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    /** A place for one; nothing runs yet. */
    static Rehearsal prepare() throws IOException {
        Means.check();
        return new Rehearsal(Files.createTempDirectory(Path.of("/var/tmp"), "labctl-rehearsal-"));
    }

    /** One that stands, its nodes run only when a test says so. */
    static Rehearsal of(int nodes) throws IOException {
        return standing(nodes, false);
    }

    /** One that stands, and the daemons of its nodes run. */
    static Rehearsal withDaemons(int nodes) throws IOException {
        return standing(nodes, true);
    }

    private static Rehearsal standing(int nodes, boolean daemons) throws IOException {
        Rehearsal rehearsal = prepare();
        try {
            rehearsal.bringUp(nodes).succeeded();
            if (!daemons) {
                rehearsal.stopDaemons(nodes);
            }
            return rehearsal;
        } catch (AssertionError | RuntimeException e) {
            rehearsal.close();
            throw e;
        }
    }

    Running.Ended bringUp(int nodes) {
        Running.Ended ended = labctl("rehearse", "--nodes", Integer.toString(nodes));
        try {
            if (usualData.isEmpty() && Files.exists(commonData())) {
                usualData = Files.readString(commonData());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ended;
    }

    void stopDaemons(int nodes) {
        IntStream.rangeClosed(1, nodes).mapToObj(this::node).forEach(Node::stopDaemon);
    }

    Path state() {
        return folder.resolve("rehearsal");
    }

    Path configFile() {
        return folder.resolve("config/config.yaml");
    }

    Node node(int number) {
        return new Node(state(), number);
    }

    /** The first process of labd's namespace, which is labd. */
    long labd() throws IOException {
        return Proc.child(recorded("labd")).orElseThrow();
    }

    long recorded(String process) throws IOException {
        Path file = state().resolve("process").resolve(process);
        return Long.parseLong(Files.readString(file).split(" ", -1)[0]);
    }

    boolean hasRecord(String process) throws IOException {
        Path file = state().resolve("process").resolve(process);
        return Files.exists(file) && Files.readString(file).endsWith("\n");
    }

    /** With these words on its standard input, which is no terminal. */
    Running.Ended labctlReading(String input, String... arguments) {
        List<String> argv =
                new ArrayList<>(List.of("sh", "-c", "printf %s \"$0\" | \"$@\"", input, labctl()));
        argv.addAll(List.of(arguments));
        return start(argv).end();
    }

    static String labctl() {
        return Means.DIST.resolve("bin/labctl").toString();
    }

    Running start(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(labctl()));
        argv.addAll(List.of(arguments));
        return start(argv);
    }

    Running start(List<String> argv) {
        return Running.start(
                folder,
                Map.of(
                        "LABCTL_REHEARSAL", state().toString(),
                        "LABCTL_CONFIG", configFile().toString(),
                        "JAVA_HOME", System.getProperty("java.home")),
                argv);
    }

    Running.Ended labctl(String... arguments) {
        return start(arguments).end();
    }

    List<ServerView> servers() {
        return json(new TypeReference<Items<ServerView>>() {}, "get", "servers").items();
    }

    ServerView server(Node node) {
        return detail(node).server();
    }

    ServerDetail detail(Node node) {
        return json(new TypeReference<>() {}, "describe", "server/" + node.name());
    }

    Report report(Node node) {
        return json(new TypeReference<>() {}, "report", "server/" + node.name());
    }

    Report report(UUID id) {
        return json(new TypeReference<>() {}, "report", id.toString());
    }

    /** The newest first. */
    List<ReportSummary> reports(Node node) {
        return json(
                        new TypeReference<Items<ReportSummary>>() {},
                        "get",
                        "reports",
                        "--server",
                        node.name(),
                        "--limit",
                        "200")
                .items();
    }

    List<UUID> reportIds(Node node) {
        return reports(node).stream().map(ReportSummary::id).toList();
    }

    private <T> T json(TypeReference<T> type, String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("-o", "json"));
        String out = labctl(words.toArray(String[]::new)).succeeded().out();
        return WireJson.mapper().readValue(out, type);
    }

    String usualData() {
        return usualData;
    }

    private Path commonData() {
        return state().resolve("site/data/common.yaml");
    }

    /** Data for one node alone; another test's node does not notice. */
    void setData(Node node, String yaml) {
        replace(state().resolve("site/data/servers/%s.yaml".formatted(node.name())), yaml);
    }

    /** Data for all of them. */
    void setData(String yaml) {
        replace(commonData(), yaml);
    }

    /** Back to the data that a rehearsal comes with. */
    void resetData() throws IOException {
        if (!Files.readString(commonData()).equals(usualData)) {
            setData(usualData);
        }
    }

    private static void replace(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Path fresh = file.resolveSibling("." + file.getFileName());
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitLookAtSite();
    }

    /** What was changed in the site's files is seen from then on. */
    static void awaitLookAtSite() {
        long changed = System.nanoTime();
        await().until(() -> System.nanoTime() - changed > SITE_IS_LOOKED_AT.toNanos());
    }

    /** Leaves nothing, whatever the test left. */
    @Override
    public void close() throws IOException {
        Running.Ended down = labctl("rehearse", "down");
        Files.deleteIfExists(configFile());
        Files.deleteIfExists(configFile().resolveSibling(""));
        Files.deleteIfExists(folder);
        down.succeeded();
    }
}
