package io.labctl.agent.apply;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.labctl.agent.cache.CheckedCatalogs;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.type.ManagedMachine;
import io.labctl.agent.type.StandardTypes;
import io.labctl.agent.type.pkg.FakePackages;
import io.labctl.agent.type.service.FakeServices;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A machine in a temporary folder, with an agent's applier on it. */
public final class TestMachine implements ContentSource {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration LIMIT = Duration.ofHours(1);

    private final Path folder;
    private final Map<String, byte[]> stored = new HashMap<>();
    private final FakePackages packages = new FakePackages();
    private final FakeServices services = new FakeServices();
    private final FakeCommands fakeCommands = new FakeCommands();
    private final ManagedMachine machine;
    private final String watched;
    private final List<String> warnings = new ArrayList<>();
    private boolean isRunOver;

    public TestMachine(Path folder) throws IOException {
        this.watched = "/";
        this.folder = folder;
        Files.createDirectories(folder.resolve("root/etc"));
        Files.createDirectories(folder.resolve("state"));
        Root root = new Root(folder.resolve("root"));
        this.machine = new ManagedMachine(root, fakeCommands, packages, services, new FakeTime());
    }

    private TestMachine(Path folder, ManagedMachine machine, String watched) {
        this.watched = watched;
        this.folder = folder;
        this.machine = machine;
    }

    /** The same, with real programs. */
    public TestMachine with(Commands commands) {
        return new TestMachine(
                folder,
                new ManagedMachine(
                        machine.root(),
                        commands,
                        packages,
                        services,
                        MonotonicTime.ofThisMachine()),
                watched);
    }

    /** An applier on a machine that is more than a folder; only {@code /etc} is watched. */
    public static TestMachine of(ManagedMachine machine, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("state"));
        return new TestMachine(folder, machine, "/etc");
    }

    public List<ResourceReport> apply(Resource... resources) {
        return apply(WantedCatalog.catalog(resources), false);
    }

    public List<ResourceReport> noop(Resource... resources) {
        return apply(WantedCatalog.catalog(resources), true);
    }

    public List<ResourceReport> apply(Catalog catalog, boolean noop) {
        return apply(catalog, noop, _ -> {});
    }

    public List<ResourceReport> apply(
            Catalog catalog, boolean noop, Consumer<ResourceReport> progress) {
        return apply(types(), catalog, new Manner(noop, null, LIMIT), progress);
    }

    /** A run that is about these of its resources only. */
    public List<ResourceReport> applyOnly(Catalog catalog, Set<ResourceId> only) {
        return applyOnly(types(), catalog, only);
    }

    List<ResourceReport> applyOnly(ResourceTypes types, Catalog catalog, Set<ResourceId> only) {
        return apply(types, catalog, new Manner(false, only, LIMIT), _ -> {});
    }

    /** A run of another catalog than the machine's own, which wants these. */
    public List<ResourceReport> applyBeside(List<Resource> own, Resource... resources) {
        return apply(
                types(),
                WantedCatalog.catalog(resources),
                new Manner(false, null, LIMIT, new Purpose.Once(own)),
                _ -> {});
    }

    /** A run in which no resource may take longer than that. */
    public List<ResourceReport> applyWithin(Duration limit, Resource... resources) {
        return applyWithin(limit, types(), resources);
    }

    List<ResourceReport> applyWithin(Duration limit, ResourceTypes types, Resource... resources) {
        return apply(
                types, WantedCatalog.catalog(resources), new Manner(false, null, limit), _ -> {});
    }

    public List<ResourceReport> apply(ResourceTypes types, Resource... resources) {
        return apply(
                types, WantedCatalog.catalog(resources), new Manner(false, null, LIMIT), _ -> {});
    }

    private List<ResourceReport> apply(
            ResourceTypes types,
            Catalog catalog,
            Manner manner,
            Consumer<ResourceReport> progress) {
        warnings.clear();
        return applier(types)
                .apply(
                        CheckedCatalogs.of(catalog),
                        manner,
                        new Watched(progress, () -> isRunOver, warnings));
    }

    private record Watched(
            Consumer<ResourceReport> each, BooleanSupplier left, List<String> warnings)
            implements Progress {
        @Override
        public void done(ResourceReport resource) {
            each.accept(resource);
        }

        @Override
        public boolean isRunEnding() {
            return false;
        }

        @Override
        public boolean isRunOver() {
            return left.getAsBoolean();
        }

        @Override
        public void warning(String sentence) {
            warnings.add(sentence);
        }
    }

    /** From now on its runs go on without what applies their catalogs. */
    void leavesRuns() {
        isRunOver = true;
    }

    /** What the last run warned of. */
    public List<String> warnings() {
        return warnings;
    }

    private Applier applier(ResourceTypes types) {
        var state = new AppliedState(folder.resolve("state/applied.json"), WireJson.mapper());
        return new Applier(types, state, machine.time(), machine.labels());
    }

    public StandardTypes types() {
        return new StandardTypes(
                machine,
                this,
                new Backups(backups(), Clock.fixed(NOW, ZoneOffset.UTC), WireJson.mapper()),
                at("/var/lib/lab-agent"));
    }

    private Path backups() {
        return folder.resolve("state/backups");
    }

    /** The copies of what stood at a path. */
    public List<Path> keptOf(String path) throws IOException {
        Path copies = new Root(backups()).at(path);
        if (!Files.exists(copies)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(copies)) {
            return all.filter(each -> !each.toString().endsWith(".json")).toList();
        }
    }

    public FakePackages packages() {
        return packages;
    }

    public FakeServices services() {
        return services;
    }

    public FakeCommands commands() {
        return fakeCommands;
    }

    public Path at(String path) {
        return machine.root().at(path);
    }

    public Path state() {
        return folder.resolve("state");
    }

    public TestMachine write(String path, String text) throws IOException {
        Files.writeString(at(path), text);
        return this;
    }

    /** An account and its group, with the numbers of whoever runs the test. */
    public TestMachine account(String name) throws IOException {
        Object uid = Files.getAttribute(folder, "unix:uid");
        Object gid = Files.getAttribute(folder, "unix:gid");
        append("/etc/passwd", "%s:x:%s:%s::/:/bin/sh\n".formatted(name, uid, gid));
        append("/etc/group", "%s:x:%s:\n".formatted(name, gid));
        return this;
    }

    private void append(String path, String line) throws IOException {
        Files.writeString(at(path), line, CREATE, APPEND);
    }

    /** For a program that makes a file. */
    public Finished makeFile(String path, String text) {
        try {
            write(path, text);
            return new Finished(0, "", "", false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String path) throws IOException {
        return Files.readString(at(path));
    }

    public boolean has(String path) {
        return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Keeps content as labd would. */
    public Content.Stored store(byte[] bytes) {
        stored.put(Sha256.of(bytes), bytes);
        return new Content.Stored(Sha256.of(bytes), bytes.length);
    }

    @Override
    public Path fetch(Content.Stored content) throws IOException {
        byte[] bytes = stored.get(content.sha256());
        if (bytes == null) {
            throw new Unavailable("content %s is not to be had".formatted(content.sha256()));
        }
        return Files.write(folder.resolve("state/fetched"), bytes);
    }

    /** All that can be seen of the machine, to tell whether anything has changed. */
    public SortedMap<String, String> snapshot() throws IOException {
        var all = new TreeMap<String, String>();
        try (Stream<Path> paths = Files.walk(at(watched))) {
            for (Path path : new ArrayList<>(paths.toList())) {
                all.put(path.toString(), describe(path));
            }
        }
        all.put("packages", packages.installed().toString());
        all.put("services", services.states() + " " + services.done());
        return all;
    }

    private static String describe(Path path) throws IOException {
        String mode =
                Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS)
                        .toString();
        if (Files.isSymbolicLink(path)) {
            return mode + Files.readSymbolicLink(path);
        }
        return Files.isRegularFile(path)
                ? mode + new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                : mode;
    }
}
