package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.version.RpmVersions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Packages by rpm(8) and dnf(8), which waits by itself for another dnf to end. Configuration files
 * that people changed are kept, as the packages have it.
 */
public final class DnfPackages implements Packages {
    /** Its lists may have to be fetched for it. */
    private static final Duration QUERY = Duration.ofMinutes(10);

    private static final Duration CHANGE = Duration.ofMinutes(30);

    /** A transaction that is killed half-way has to be mended; a run that is to end waits 20 s. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final String FORMAT = "%{name}\\t%{arch}\\t%{evr}\\n";

    /** What it says first of dependencies that cannot be had, or of packages in the way. */
    private static final String REFUSAL = " Problem";

    private static final String UNLOCKED = "--disableplugin=versionlock";

    /** The options that say where packages are looked for, of a query as of an installation. */
    private static final List<String> OF_REPOSITORIES =
            List.of("--enablerepo=", "--disablerepo=", "--repo=", "--disableexcludes=");

    private static final Comparator<String> OLDEST_FIRST = RpmVersions::compare;

    private final Commands commands;
    private final RpmDatabase installed;
    private final VersionLocks locks;
    private final Lists lists;

    public DnfPackages(Root root, Commands commands, MonotonicTime time) {
        this.commands = commands;
        this.installed = new RpmDatabase(commands);
        this.locks = new VersionLocks(root, commands);
        this.lists = new Lists(time);
    }

    @Override
    public Map<String, FoundPackage> found(Collection<String> names) throws IOException {
        return installed.found(names);
    }

    @Override
    public List<String> names() throws IOException {
        return installed.names();
    }

    @Override
    public Set<String> held(Collection<String> names) throws IOException {
        if (names.isEmpty()) {
            return Set.of();
        }
        Set<String> locked = locks.names();
        var held = new TreeSet<>(names);
        held.removeIf(name -> !locked.contains(withoutArchitecture(name)));
        return held;
    }

    @Override
    public Map<String, String> newest(Collection<String> names, List<String> options)
            throws IOException {
        var newest = new TreeMap<String, String>();
        query(names, options).forEach((name, versions) -> newest.put(name, versions.getFirst()));
        return newest;
    }

    @Override
    public List<String> offered(String name, List<String> options) throws IOException {
        return query(List.of(name), options).getOrDefault(name, List.of());
    }

    @Override
    public boolean listsTell() {
        return lists.areFresh();
    }

    @Override
    public boolean lacks(String name, List<String> options) throws IOException {
        return lists.areFresh() && offered(name, options).isEmpty();
    }

    /** By name and by name:arch, the newest version first. */
    private Map<String, List<String>> query(Collection<String> names, List<String> options)
            throws IOException {
        if (names.isEmpty()) {
            return Map.of();
        }
        var argv =
                new ArrayList<>(
                        List.of("dnf", "-q", "repoquery", "--showduplicates", "--qf", FORMAT));
        options.stream().filter(DnfPackages::isOfRepositories).forEach(argv::add);
        names.forEach(name -> argv.add(name.replace(':', '.')));
        return parse(commands.require(Command.of(argv, QUERY)));
    }

    private static boolean isOfRepositories(String option) {
        return OF_REPOSITORIES.stream().anyMatch(option::startsWith);
    }

    static Map<String, List<String>> parse(String lines) {
        var versions = new TreeMap<String, Set<String>>();
        for (String line : lines.lines().toList()) {
            String[] part = line.split("\t", -1);
            if (part.length == 3) {
                for (String name : List.of(part[0], part[0] + ":" + part[1])) {
                    versions.computeIfAbsent(name, _ -> newestFirst()).add(part[2]);
                }
            }
        }
        var lists = new TreeMap<String, List<String>>();
        versions.forEach((name, all) -> lists.put(name, List.copyOf(all)));
        return lists;
    }

    private static Set<String> newestFirst() {
        return new TreeSet<>(OLDEST_FIRST.reversed());
    }

    @Override
    public boolean refreshed() throws IOException {
        return lists.refreshed(
                () ->
                        commands.require(
                                Command.of(
                                        List.of("dnf", "-q", "-y", "--refresh", "makecache"),
                                        QUERY)));
    }

    @Override
    public int compare(String version, String other) {
        return RpmVersions.compare(version, other);
    }

    /** Whatever is no package's name, dnf(8) takes for what a package provides, or a pattern. */
    @Override
    public void install(String name, @Nullable String version, List<String> options)
            throws IOException {
        if (offered(name, options).isEmpty()
                && !(refreshed() && !offered(name, options).isEmpty())) {
            throw Installation.none(name);
        }
        var order = new ArrayList<>(List.of("install"));
        order.addAll(arguments(name, version, options));
        change(order);
    }

    private static List<String> arguments(
            String name, @Nullable String version, List<String> options) {
        String whole = version == null ? "" : "-" + version;
        int colon = name.indexOf(':');
        String architecture = colon < 0 ? "" : "." + name.substring(colon + 1);
        var arguments = new ArrayList<>(options);
        arguments.add(withoutArchitecture(name) + whole + architecture);
        return arguments;
    }

    /** rpm has nothing to purge: what people changed stays as {@code .rpmsave}. */
    @Override
    public void remove(String name, boolean purge) throws IOException {
        change(removal(name));
    }

    @Override
    public Map<String, FoundPackage> othersAfter(PackageChange change) throws IOException {
        return others(change.name(), order(change));
    }

    @Override
    public Map<String, FoundPackage> othersIfForced(PackageChange change) throws IOException {
        var forced = new ArrayList<>(order(change));
        forced.addAll(1, List.of("--allowerasing", UNLOCKED));
        try {
            return others(change.name(), forced);
        } catch (LabException _) { // for another reason, which the change itself tells
            return Map.of();
        }
    }

    private Map<String, FoundPackage> others(String name, List<String> order) throws IOException {
        var after = new TreeMap<>(DnfTable.after(foretold(order)));
        after.remove(withoutArchitecture(name));
        return after;
    }

    @Override
    public void requireTogether(List<PackageChange.Installed> all) throws IOException {
        foretold(order(all));
    }

    private List<String> order(PackageChange change) throws IOException {
        return switch (change) {
            case PackageChange.Removed(String name, boolean _) -> removal(name);
            case PackageChange.Installed installed -> order(List.of(installed));
        };
    }

    private List<String> order(List<PackageChange.Installed> all) throws IOException {
        var order = new ArrayList<>(List.of("install"));
        if (!held(all.stream().map(PackageChange::name).toList()).isEmpty()) {
            order.add(UNLOCKED); // its hold is lifted for the change
        }
        for (PackageChange.Installed each : all) {
            if (offered(each.name(), each.options()).isEmpty()) {
                throw Installation.none(each.name());
            }
            order.addAll(arguments(each.name(), each.version(), each.options()));
        }
        return order;
    }

    private static List<String> removal(String name) {
        return List.of("remove", "--noautoremove", name.replace(':', '.'));
    }

    /** It ends as one that failed whenever there is something to do. */
    private String foretold(List<String> order) throws IOException {
        var argv = new ArrayList<>(List.of("dnf", "--assumeno"));
        argv.addAll(order);
        Command ask = Command.of(argv, QUERY);
        Finished finished = commands.run(ask);
        if (!finished.ok() && !DnfTable.isIn(finished.out())) {
            EssentialPackages.requireKept(finished);
            String reason = finished.reason(ask);
            throw finished.err().contains(REFUSAL) ? new Conflict(reason) : new Unavailable(reason);
        }
        return finished.out();
    }

    @Override
    public void hold(String name) throws IOException {
        locks.add(withoutArchitecture(name));
    }

    @Override
    public void release(String name) throws IOException {
        locks.delete(withoutArchitecture(name));
    }

    private void change(List<String> order) throws IOException {
        var argv = new ArrayList<>(List.of("dnf", "-q", "-y"));
        argv.addAll(order);
        Command change = new Command(argv, CHANGE, GRACE, Map.of(), null);
        Finished finished = commands.run(change);
        if (!finished.ok()) {
            EssentialPackages.requireKept(finished);
            throw new Unavailable(finished.reason(change));
        }
    }

    private static String withoutArchitecture(String name) {
        return name.replaceFirst(":.*", "");
    }
}
