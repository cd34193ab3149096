package io.labctl.agent.type.pkg;

import io.labctl.catalog.error.Unavailable;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Installs into a map; what is not in its archive cannot be had. */
public final class FakePackages implements Packages {
    private final Map<String, String> archive = new TreeMap<>();
    private final Map<String, String> installed = new TreeMap<>();
    private int queries;

    public FakePackages archive(String name, String version) {
        archive.put(name, version);
        return this;
    }

    public Map<String, String> installed() {
        return Map.copyOf(installed);
    }

    public int queries() {
        return queries;
    }

    @Override
    public Map<String, String> installed(Collection<String> names) {
        queries++;
        var found = new TreeMap<>(installed);
        found.keySet().retainAll(Set.copyOf(names));
        return found;
    }

    @Override
    public void install(String name, @Nullable String version) {
        String candidate = archive.get(name);
        if (candidate == null) {
            throw new Unavailable("apt-get exited 100: unable to locate package " + name);
        }
        installed.put(name, version == null ? candidate : version);
    }

    @Override
    public void remove(String name) {
        installed.remove(name);
    }
}
