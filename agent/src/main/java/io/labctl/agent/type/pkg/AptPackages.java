package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.catalog.version.DebianVersions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packages by dpkg(1) and apt-get(8). Configuration files that people changed are kept. */
public final class AptPackages implements Packages {
    private static final Logger LOG = LoggerFactory.getLogger(AptPackages.class);

    private static final Duration QUERY = Duration.ofMinutes(1);

    private static final Duration LISTS_TELL_THE_NEWEST = Duration.ofHours(6);
    private static final String LISTS = "/var/lib/apt/lists";

    /** Names the folder if it is young enough, and not of the future, and each list in it. */
    private static final List<String> FIND_YOUNG_LISTS =
            List.of(
                    "find",
                    LISTS,
                    "-maxdepth",
                    "1",
                    "(",
                    "-name",
                    "*_Packages*",
                    "-o",
                    "-path",
                    LISTS,
                    "-mmin",
                    "-" + LISTS_TELL_THE_NEWEST.toMinutes(),
                    "!",
                    "-newermt",
                    "now",
                    ")");

    /** What apt-get(8) says when its lists are missing or out of date. */
    private static final List<String> LISTS_ARE_OLD =
            List.of(
                    "Unable to locate package",
                    "has no installation candidate",
                    "was not found",
                    "Unable to fetch some archives",
                    "Failed to fetch");

    private final Commands commands;
    private final AptGet aptGet;
    private final AptSimulation simulation;
    private final AptTroubles troubles;
    private final Lists lists;

    public AptPackages(Commands commands, MonotonicTime time) {
        this.commands = commands;
        this.aptGet = new AptGet(commands);
        this.simulation = new AptSimulation(commands);
        this.troubles = new AptTroubles(commands, aptGet, simulation);
        this.lists = new Lists(time);
    }

    @Override
    public Map<String, FoundPackage> found(Collection<String> names) throws IOException {
        var found = new TreeMap<String, FoundPackage>();
        for (DpkgStatus each : DpkgStatus.of(names, commands)) {
            if (each.isThere() || each.isLeftOver()) {
                String version = each.isThere() ? each.version() : null;
                var it = new FoundPackage(version, each.trouble());
                each.names().forEach(name -> found.merge(name, it, AptPackages::firstInstalled));
            }
        }
        return found;
    }

    @Override
    public List<String> names() throws IOException {
        return DpkgStatus.names(commands);
    }

    @Override
    public SortedMap<String, String> troubles() throws IOException {
        return DpkgStatus.troubles(commands);
    }

    private static FoundPackage firstInstalled(FoundPackage one, FoundPackage other) {
        return one.version() == null ? other : one;
    }

    @Override
    public Set<String> held(Collection<String> names) throws IOException {
        return DpkgStatus.of(names, commands).stream()
                .filter(DpkgStatus::isHeld)
                .flatMap(each -> each.names().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, String> newest(Collection<String> names, List<String> options)
            throws IOException {
        if (names.isEmpty()) {
            return Map.of();
        }
        if (!areYoung()) {
            lists.notOlderThan(LISTS_TELL_THE_NEWEST, this::update);
        }
        var newest = new TreeMap<String, String>();
        policies(names)
                .forEach(
                        (name, policy) ->
                                policy.candidate().ifPresent(version -> newest.put(name, version)));
        return newest;
    }

    /** Whoever fetched them: an agent before this one, a person, or a timer. */
    private boolean areYoung() throws IOException {
        List<String> found = commands.run(FIND_YOUNG_LISTS, QUERY).out().lines().toList();
        return found.size() > 1 && found.contains(LISTS);
    }

    @Override
    public List<String> offered(String name, List<String> options) throws IOException {
        AptPolicy policy = policies(List.of(name)).get(name);
        return policy == null ? List.of() : policy.offered();
    }

    @Override
    public boolean listsTell() throws IOException {
        return areYoung();
    }

    @Override
    public boolean lacks(String name, List<String> options) throws IOException {
        return areYoung() && !isKnown(name);
    }

    private Map<String, AptPolicy> policies(Collection<String> names) throws IOException {
        var argv = new ArrayList<>(List.of("apt-cache", "policy", "--"));
        argv.addAll(names);
        return AptPolicy.parse(commands.require(Command.of(argv, QUERY)));
    }

    @Override
    public boolean refreshed() throws IOException {
        return lists.refreshed(this::update);
    }

    private void update() throws IOException {
        if (aptGet.update()) {
            markYoung();
        }
    }

    /** Where the archive has nothing new, apt-get leaves no trace of having asked. */
    private void markYoung() throws IOException {
        Command touch = Command.of(List.of("touch", LISTS), QUERY);
        Finished finished = commands.run(touch);
        if (!finished.ok()) { // they are good all the same, and will be fetched again too early
            LOG.atWarn().addKeyValue("reason", finished.reason(touch)).log("lists not marked");
        }
    }

    @Override
    public int compare(String version, String other) {
        return DebianVersions.compare(version, other);
    }

    @Override
    public void install(String name, @Nullable String version, List<String> options)
            throws IOException {
        requireKnown(name);
        List<String> order = order(new PackageChange.Installed(name, version, options));
        troubles.mend(name, order);
        Finished finished = aptGet.change(order);
        if (!finished.ok() && listsAreOld(finished) && refreshed()) {
            finished = aptGet.change(order);
        }
        AptGet.require(finished);
    }

    private static List<String> order(PackageChange change) {
        return switch (change) {
            case PackageChange.Installed installed -> order(List.of(installed));
            case PackageChange.Removed(String name, boolean purge) ->
                    List.of(purge ? "purge" : "remove", name);
        };
    }

    /** With the options of the first, which are those of all. */
    private static List<String> order(List<PackageChange.Installed> all) {
        var order = new ArrayList<>(List.of("install"));
        order.addAll(all.getFirst().options());
        if (all.stream().anyMatch(each -> each.version() != null)) {
            order.add("--allow-downgrades");
        }
        all.stream().map(AptPackages::exactly).forEach(order::add);
        return order;
    }

    private static String exactly(PackageChange.Installed it) {
        return it.version() == null ? it.name() : it.name() + "=" + it.version();
    }

    /**
     * Whatever is no package's name, apt-get(8) takes for a pattern ({@code python3.}) or an order
     * ({@code hello+}), and installs something else.
     */
    private void requireKnown(String name) throws IOException {
        if (!isKnown(name) && !(refreshed() && isKnown(name))) {
            throw Installation.none(name);
        }
    }

    private boolean isKnown(String name) throws IOException {
        String ofAnyArchitecture = name.replaceFirst(":.*", "");
        Command names =
                Command.of(List.of("apt-cache", "pkgnames", "--", ofAnyArchitecture), QUERY);
        return commands.require(names).lines().anyMatch(ofAnyArchitecture::equals);
    }

    @Override
    public void remove(String name, boolean purge) throws IOException {
        Finished finished = aptGet.change(order(new PackageChange.Removed(name, purge)));
        if (AptGet.isRefusedForCut(finished) && isCut(name)) {
            finished = aptGet.removeCut(name, purge);
        }
        boolean isHindered = !finished.ok() && troubles.areThere();
        if (isHindered && purge && isLeftOver(name)) {
            finished = aptGet.purgeLeftOvers(name);
        }
        if (!isHindered || !isGone(name, purge)) {
            AptGet.require(finished);
        } else { // it is as wanted, and those have their own turn, or somebody's
            LOG.atWarn()
                    .addKeyValue("package", name)
                    .log("removed while other packages are not in order");
        }
    }

    private boolean isGone(String name, boolean purge) throws IOException {
        FoundPackage found = found(List.of(name)).get(name);
        return found == null || (found.version() == null && !purge);
    }

    private boolean isLeftOver(String name) throws IOException {
        FoundPackage found = found(List.of(name)).get(name);
        return found != null && found.version() == null;
    }

    private boolean isCut(String name) throws IOException {
        FoundPackage found = found(List.of(name)).get(name);
        return found != null && DpkgStatus.CUT.equals(found.trouble());
    }

    @Override
    public Map<String, FoundPackage> othersAfter(PackageChange change) throws IOException {
        requireListed(change);
        return simulation.othersAfter(order(change), change.name());
    }

    @Override
    public Map<String, FoundPackage> othersIfForced(PackageChange change) throws IOException {
        requireListed(change);
        return simulation.othersIfForced(order(change), change.name());
    }

    @Override
    public void requireTogether(List<PackageChange.Installed> all) throws IOException {
        for (PackageChange.Installed each : all) {
            requireListed(each);
        }
        simulation.requirePossible(order(all));
    }

    @Override
    public void requireOthersInOrder(PackageChange.Installed change) throws IOException {
        troubles.requireNone(change.name(), order(change));
    }

    /** By the lists as they are; see {@link #requireKnown}. */
    private void requireListed(PackageChange change) throws IOException {
        if (change instanceof PackageChange.Installed && !isKnown(change.name())) {
            throw Installation.none(change.name());
        }
    }

    @Override
    public void hold(String name) throws IOException {
        commands.require(Command.of(List.of("apt-mark", "hold", "--", name), QUERY));
    }

    @Override
    public void release(String name) throws IOException {
        commands.require(Command.of(List.of("apt-mark", "unhold", "--", name), QUERY));
    }

    private static boolean listsAreOld(Finished finished) {
        return LISTS_ARE_OLD.stream()
                .anyMatch(text -> finished.err().contains(text) || finished.out().contains(text));
    }
}
