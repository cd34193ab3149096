package io.labctl.agent.type.pkg;

import io.labctl.agent.apply.ResourceType;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link PackageResource}. Holds are lifted first and set last. */
public final class PackageType implements ResourceType<PackageResource, PackageState> {
    private static final Logger LOG = LoggerFactory.getLogger(PackageType.class);

    private static final String ENSURE = "ensure";
    private static final String VERSION = "version";
    private static final String HELD = "held";
    private static final String OTHERS = "others";
    private static final String SEPARATOR = ", ";

    private final Packages packages;
    private final Installation installation;
    private final Coexistence coexistence;

    public PackageType(Packages packages) {
        this.packages = packages;
        this.installation = new Installation(packages);
        this.coexistence = new Coexistence(packages);
    }

    @Override
    public Map<PackageResource, PackageState> observe(Collection<PackageResource> wanted)
            throws IOException {
        Map<String, FoundPackage> found = packages.found(names(wanted, _ -> true));
        Set<String> held = packages.held(names(wanted, each -> each.held() != null));
        Map<String, String> newest = newest(wanted);
        var states = new LinkedHashMap<PackageResource, PackageState>();
        for (PackageResource each : wanted) {
            String name = each.name();
            Optional<FoundPackage> there = Optional.ofNullable(found.get(name));
            String version = there.map(FoundPackage::version).orElse(null);
            states.put(
                    each,
                    new PackageState(
                            version,
                            there.isPresent() && version == null,
                            held.contains(name),
                            newest.get(name)));
        }
        return states;
    }

    /** One query for all that are installed alike. */
    private Map<String, String> newest(Collection<PackageResource> wanted) throws IOException {
        var newest = new HashMap<String, String>();
        for (List<String> options : options(wanted)) {
            List<String> names =
                    names(wanted, each -> each.isLatest() && each.installOptions().equals(options));
            newest.putAll(packages.newest(names, options));
        }
        return newest;
    }

    private static Set<List<String>> options(Collection<PackageResource> wanted) {
        return wanted.stream()
                .filter(PackageResource::isLatest)
                .map(PackageResource::installOptions)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> names(
            Collection<PackageResource> wanted, Predicate<PackageResource> which) {
        return wanted.stream().filter(which).map(PackageResource::name).distinct().toList();
    }

    @Override
    public List<Change> plan(PackageResource wanted, PackageState found) {
        var changes = new ArrayList<Change>();
        if (Boolean.FALSE.equals(wanted.held()) && found.held()) {
            changes.add(Change.of(HELD, "true", "false"));
        }
        (wanted.ensure() == Presence.ABSENT ? removal(wanted, found) : version(wanted, found))
                .ifPresent(changes::add);
        if (Boolean.TRUE.equals(wanted.held()) && !found.held()) {
            changes.add(Change.of(HELD, "false", "true"));
        }
        return changes;
    }

    private static Optional<Change> removal(PackageResource wanted, PackageState found) {
        String gone = wanted.purge() ? "purged" : "absent";
        if (found.version() != null) {
            return Optional.of(Change.of(ENSURE, found.version(), gone));
        }
        return wanted.purge() && found.leftovers()
                ? Optional.of(Change.of(ENSURE, "absent", gone))
                : Optional.empty();
    }

    private Optional<Change> version(PackageResource wanted, PackageState found) {
        String version = found.version();
        if (version == null) {
            String to = wanted.version() == null ? "present" : wanted.version();
            return Optional.of(Change.of(ENSURE, "absent", to));
        }
        if (wanted.isLatest()) {
            return Optional.ofNullable(found.newest())
                    .filter(newest -> packages.compare(version, newest) < 0)
                    .map(newest -> Change.of(VERSION, version, newest));
        }
        return wanted.range()
                .filter(range -> !range.contains(bound -> packages.compare(version, bound)))
                .map(range -> Change.of(VERSION, version, range.toString()));
    }

    /** Of a range, or of the latest, the version that was chosen. */
    @Override
    public List<Change> told(PackageResource wanted, List<Change> made, PackageState now) {
        String version = now.version();
        if (version == null || wanted.ensure() == Presence.ABSENT || wanted.version() == null) {
            return made;
        }
        return made.stream()
                .map(
                        each ->
                                each.property().equals(HELD)
                                        ? each
                                        : Change.of(each.property(), each.from(), version))
                .toList();
    }

    @Override
    public void requirePossible(PackageResource wanted, List<Change> changes) throws IOException {
        for (Change change : changes) {
            if (!change.property().equals(HELD)) {
                installation.requirePossible(wanted, change);
            }
        }
    }

    /** Which other packages go. Where the manager cannot tell, the change itself will say why. */
    @Override
    public List<Change> sideEffects(PackageResource wanted, List<Change> changes)
            throws IOException {
        var others = new TreeSet<String>();
        for (Change change : changes) {
            if (!change.property().equals(HELD)) {
                others.addAll(others(wanted, change));
            }
        }
        return told(others);
    }

    private static List<Change> told(Collection<String> others) {
        return others.isEmpty()
                ? List.of()
                : List.of(Change.of(OTHERS, String.join(SEPARATOR, others), null));
    }

    /** Those that are gone now: a package's own script may fail when the others went already. */
    @Override
    public List<Change> cameAbout(PackageResource wanted, List<Change> foreseen)
            throws IOException {
        List<String> others = others(foreseen);
        Map<String, FoundPackage> found = packages.found(others);
        return told(others.stream().filter(each -> !isInstalled(found.get(each))).toList());
    }

    private static List<String> others(List<Change> foreseen) {
        return foreseen.stream()
                .flatMap(each -> Stream.of(String.valueOf(each.from()).split(SEPARATOR)))
                .toList();
    }

    @Override
    public void requireUndisputed(
            PackageResource wanted, List<Change> foreseen, List<Resource> others)
            throws IOException {
        List<String> going = others(foreseen);
        Map<String, FoundPackage> found = packages.found(going);
        for (Resource each : others) {
            if (each instanceof PackageResource other
                    && going.contains(other.name())
                    && isAsWanted(other, found.get(other.name()))) {
                throw Installation.undone(wanted, other.name());
            }
        }
    }

    @Override
    public void requireCompatible(
            PackageResource wanted, List<Change> changes, List<Resource> earlier)
            throws IOException {
        Optional<PackageChange.Installed> last = installed(wanted, changes);
        if (last.isPresent()) {
            Optional<PackageChange.Installed> inTheWay =
                    coexistence.inTheWay(installed(earlier), last.get());
            if (inTheWay.isPresent()) {
                throw Installation.undone(wanted, inTheWay.get().name());
            }
        }
    }

    /** Of these resources, the packages that would come or get another version. */
    private List<PackageChange.Installed> installed(List<Resource> earlier) throws IOException {
        List<PackageResource> all =
                earlier.stream()
                        .filter(PackageResource.class::isInstance)
                        .map(PackageResource.class::cast)
                        .toList();
        var installed = new ArrayList<PackageChange.Installed>();
        for (var each : observe(all).entrySet()) {
            installed(each.getKey(), plan(each.getKey(), each.getValue()))
                    .ifPresent(installed::add);
        }
        return installed;
    }

    private Optional<PackageChange.Installed> installed(
            PackageResource wanted, List<Change> changes) throws IOException {
        Optional<Change> version =
                changes.stream().filter(each -> !each.property().equals(HELD)).findFirst();
        if (wanted.ensure() == Presence.ABSENT || version.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(installation.installed(wanted, version.get()));
        } catch (NotFound _) { // by lists that may be fetched anew in a run that is none
            return Optional.empty();
        }
    }

    /** One that is not could come back as it is wanted, and need not go again. */
    private boolean isAsWanted(PackageResource wanted, @Nullable FoundPackage found) {
        String version = found == null ? null : found.version();
        return wanted.ensure() == Presence.PRESENT
                && version != null
                && wanted.range()
                        .filter(range -> !range.contains(bound -> packages.compare(version, bound)))
                        .isEmpty();
    }

    private static boolean isInstalled(@Nullable FoundPackage found) {
        return found != null && found.version() != null;
    }

    private List<String> others(PackageResource wanted, Change change) throws IOException {
        try {
            return installation.others(wanted, change);
        } catch (LabException e) {
            LOG.atDebug()
                    .addKeyValue("resource", wanted.id())
                    .addKeyValue("reason", e.getMessage())
                    .log("not known which other packages go");
            return List.of();
        }
    }

    @Override
    public void apply(PackageResource wanted, List<Change> changes) throws IOException {
        for (Change change : changes) {
            switch (change.property()) {
                case HELD -> hold(wanted.name(), Boolean.parseBoolean(change.to()));
                case ENSURE, VERSION -> installation.bring(wanted, change);
                default -> throw new IllegalArgumentException(change.property());
            }
        }
    }

    private void hold(String name, boolean on) throws IOException {
        if (on) {
            packages.hold(name);
        } else {
            packages.release(name);
        }
    }
}
