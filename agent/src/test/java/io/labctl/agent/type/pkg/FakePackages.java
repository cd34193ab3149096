package io.labctl.agent.type.pkg;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.version.DebianVersions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Installs into a map; what is not in its archive cannot be had. */
public final class FakePackages implements Packages {
    private final Map<String, String> archive = new TreeMap<>();
    private final Map<String, String> installed = new TreeMap<>();
    private final Set<String> held = new TreeSet<>();
    private final Map<String, String> needed = new TreeMap<>();
    private final Map<String, String> conflicts = new TreeMap<>();
    private final Map<String, Needed> neededVersions = new TreeMap<>();
    private boolean isFailing;
    private int queries;

    /** What comes with another one, in this version, unless it is there so already. */
    private record Needed(String name, String version) {}

    public FakePackages archive(String name, String version) {
        archive.put(name, version);
        return this;
    }

    /** Has both, one of which the other needs. */
    public FakePackages needing(String name, String needs) {
        installed.put(name, "1.0");
        installed.put(needs, "1.0");
        needed.put(name, needs);
        return this;
    }

    /** Has one that goes when a package of this name comes, which its archive has then. */
    public FakePackages conflicting(String name, String installedOne) {
        archive.put(name, "1.0");
        installed.put(installedOne, "1.0");
        conflicts.put(name, installedOne);
        return this;
    }

    /** Its archive has both, and either drives the other away. */
    public FakePackages excluding(String one, String other) {
        archive.put(one, "1.0");
        archive.put(other, "1.0");
        conflicts.put(one, other);
        conflicts.put(other, one);
        return this;
    }

    /** Its archive has one that needs another one in just this version. */
    public FakePackages bringing(String name, String needs, String version) {
        archive.put(name, "1.0");
        neededVersions.put(name, new Needed(needs, version));
        return this;
    }

    /** Lets those that come fail in the end, as a package's own script does. */
    public FakePackages failing() {
        isFailing = true;
        return this;
    }

    public Map<String, String> installed() {
        return Map.copyOf(installed);
    }

    public int queries() {
        return queries;
    }

    @Override
    public List<String> names() {
        return List.copyOf(installed.keySet());
    }

    @Override
    public Map<String, FoundPackage> found(Collection<String> names) {
        queries++;
        var found = new TreeMap<String, FoundPackage>();
        installed.forEach((name, version) -> found.put(name, new FoundPackage(version)));
        found.keySet().retainAll(Set.copyOf(names));
        return found;
    }

    @Override
    public Set<String> held(Collection<String> names) {
        var asked = new TreeSet<>(held);
        asked.retainAll(names);
        return asked;
    }

    @Override
    public Map<String, String> newest(Collection<String> names, List<String> options) {
        var newest = new TreeMap<>(archive);
        newest.keySet().retainAll(Set.copyOf(names));
        return newest;
    }

    @Override
    public List<String> offered(String name, List<String> options) {
        String version = archive.get(name);
        return version == null ? List.of() : List.of(version);
    }

    @Override
    public boolean listsTell() {
        return true;
    }

    @Override
    public boolean lacks(String name, List<String> options) {
        return !archive.containsKey(name);
    }

    @Override
    public boolean refreshed() {
        return false;
    }

    @Override
    public int compare(String version, String other) {
        return DebianVersions.compare(version, other);
    }

    @Override
    public void install(String name, @Nullable String version, List<String> options) {
        String candidate = archive.get(name);
        if (candidate == null) {
            throw new Unavailable("apt-get exited 100: unable to locate package " + name);
        }
        conflicting(name).forEach(installed::remove);
        if (isFailing) {
            throw new Unavailable("apt-get exited 100: boom");
        }
        brought(name).forEach(installed::put);
        installed.put(name, version == null ? candidate : version);
    }

    @Override
    public Map<String, FoundPackage> othersAfter(PackageChange change) {
        queries++;
        var after = new TreeMap<String, FoundPackage>();
        List<String> gone =
                switch (change) {
                    case PackageChange.Installed(String name, _, _) -> {
                        brought(name).forEach((it, to) -> after.put(it, new FoundPackage(to)));
                        yield conflicting(name);
                    }
                    case PackageChange.Removed(String name, _) -> needing(name);
                };
        gone.forEach(each -> after.put(each, new FoundPackage(null)));
        return after;
    }

    @Override
    public Map<String, FoundPackage> othersIfForced(PackageChange change) {
        return Map.of();
    }

    private Map<String, String> brought(String name) {
        Needed needed = neededVersions.get(name);
        return needed == null || needed.version().equals(installed.get(needed.name()))
                ? Map.of()
                : Map.of(needed.name(), needed.version());
    }

    @Override
    public void requireTogether(List<PackageChange.Installed> all) {
        queries++;
        List<String> names = all.stream().map(PackageChange::name).toList();
        for (String name : names) {
            if (names.contains(conflicts.get(name)) || isNeededOtherwise(name, all)) {
                throw new Conflict("apt-get exited 100: unable to correct problems");
            }
        }
    }

    private boolean isNeededOtherwise(String name, List<PackageChange.Installed> all) {
        Needed needed = neededVersions.get(name);
        return needed != null
                && all.stream()
                        .filter(each -> each.name().equals(needed.name()))
                        .anyMatch(each -> !needed.version().equals(each.version()));
    }

    private List<String> conflicting(String name) {
        String other = conflicts.get(name);
        return other != null && installed.containsKey(other) ? List.of(other) : List.of();
    }

    private List<String> needing(String name) {
        return needed.keySet().stream()
                .filter(each -> name.equals(needed.get(each)) && installed.containsKey(each))
                .toList();
    }

    @Override
    public void remove(String name, boolean purge) {
        needing(name).forEach(installed::remove);
        installed.remove(name);
    }

    @Override
    public void hold(String name) {
        held.add(name);
    }

    @Override
    public void release(String name) {
        held.remove(name);
    }
}
