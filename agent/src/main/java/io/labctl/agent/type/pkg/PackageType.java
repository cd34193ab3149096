package io.labctl.agent.type.pkg;

import io.labctl.agent.apply.ResourceType;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.resource.UserResource;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@link PackageResource}. Holds are lifted first and set last. */
public final class PackageType implements ResourceType<PackageResource, PackageState> {
    static final String ENSURE = "ensure";
    private static final String VERSION = "version";
    private static final String HELD = "held";

    private final Packages packages;
    private final Installation installation;
    private final Coexistence coexistence;
    private final OtherPackages others;

    public PackageType(Packages packages) {
        this.packages = packages;
        this.installation = new Installation(packages);
        this.coexistence = new Coexistence(packages);
        this.others = new OtherPackages(packages, installation);
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
                            there.map(FoundPackage::trouble).orElse(null),
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
            String there = found.trouble() == null ? found.version() : found.trouble();
            return Optional.of(Change.of(ENSURE, there, gone));
        }
        return wanted.purge() && found.leftovers()
                ? Optional.of(Change.of(ENSURE, Installation.ABSENT, gone))
                : Optional.empty();
    }

    private Optional<Change> version(PackageResource wanted, PackageState found) {
        String version = found.version();
        if (version == null || found.trouble() != null) {
            String from = version == null ? Installation.ABSENT : found.trouble();
            String to = wanted.version() == null ? "present" : wanted.version();
            return Optional.of(Change.of(ENSURE, from, to));
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
        if (version == null
                || now.trouble() != null
                || wanted.ensure() == Presence.ABSENT
                || wanted.version() == null) {
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

    /** By what brings an archive or answers, or by a program that nobody here knows. */
    @Override
    public boolean mayMakePossible(PackageResource wanted, Resource earlier) {
        return switch (earlier) {
            case PackageResource _,
                    ExecResource _,
                    ServiceResource _,
                    FileResource _,
                    DirectoryResource _,
                    LineResource _,
                    SymlinkResource _,
                    MountResource _,
                    HostResource _ ->
                    true;
            case UserResource _,
                    GroupResource _,
                    AuthorizedKeyResource _,
                    CronResource _,
                    SysctlResource _,
                    CheckResource _ ->
                    false;
        };
    }

    /** Which other packages go. Where the manager cannot tell, the change itself will say why. */
    @Override
    public List<Change> sideEffects(
            PackageResource wanted, List<Change> changes, List<Resource> catalog)
            throws IOException {
        Optional<Change> change = ofVersion(changes);
        if (change.isEmpty()) {
            return List.of();
        }
        Optional<Map<String, FoundPackage>> after = others.after(wanted, change.get());
        Map<String, FoundPackage> then =
                after.isPresent() ? after.get() : others.ifForced(wanted, change.get());
        for (var each : others.disputed(then, catalog).entrySet()) {
            PackageResource other = each.getKey();
            if (others.isAsWanted(other) || exclude(other, wanted, changes)) {
                throw Installation.undone(wanted, other, each.getValue());
            }
        }
        return after.map(OtherPackages::told).orElse(List.of());
    }

    /** Whether one that is not yet as wanted could not come to be so after these changes. */
    private boolean exclude(PackageResource other, PackageResource wanted, List<Change> changes)
            throws IOException {
        Optional<PackageChange.Installed> last = installed(wanted, changes);
        List<PackageChange.Installed> coming = installed(List.of(other));
        return last.isPresent()
                && !coming.isEmpty()
                && coexistence.exclude(coming.getFirst(), last.get());
    }

    private static Optional<Change> ofVersion(List<Change> changes) {
        return changes.stream().filter(each -> !each.property().equals(HELD)).findFirst();
    }

    @Override
    public List<Change> cameAbout(PackageResource wanted, List<Change> foreseen)
            throws IOException {
        return others.gone(foreseen);
    }

    @Override
    public void requireCompatible(
            PackageResource wanted, List<Change> changes, List<Resource> earlier)
            throws IOException {
        Optional<PackageChange.Installed> last = installed(wanted, changes);
        if (last.isEmpty()) {
            return;
        }
        Optional<PackageChange.Installed> inTheWay =
                coexistence.inTheWay(installed(earlier), last.get());
        for (PackageResource each : OtherPackages.among(earlier)) {
            if (inTheWay.filter(it -> it.name().equals(each.name())).isPresent()) {
                throw Installation.undone(wanted, each, new FoundPackage(null));
            }
        }
    }

    /** Of these resources, the packages that would come or get another version. */
    private List<PackageChange.Installed> installed(List<? extends Resource> earlier)
            throws IOException {
        List<PackageResource> all = OtherPackages.among(earlier);
        var installed = new ArrayList<PackageChange.Installed>();
        for (var each : observe(all).entrySet()) {
            installed(each.getKey(), plan(each.getKey(), each.getValue()))
                    .ifPresent(installed::add);
        }
        return installed;
    }

    private Optional<PackageChange.Installed> installed(
            PackageResource wanted, List<Change> changes) throws IOException {
        Optional<Change> version = ofVersion(changes);
        if (wanted.ensure() == Presence.ABSENT || version.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(installation.installed(wanted, version.get()));
        } catch (NotFound _) { // by lists that may be fetched anew in a run that is none
            return Optional.empty();
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
