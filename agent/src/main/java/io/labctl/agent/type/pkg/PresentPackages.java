package io.labctl.agent.type.pkg;

import io.labctl.agent.present.Present;
import io.labctl.catalog.resource.PackageName;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The packages that are there, in their versions. */
public final class PresentPackages implements Present {
    private final Packages packages;

    public PresentPackages(Packages packages) {
        this.packages = packages;
    }

    @Override
    public void requireName(String name) {
        new PackageName(name);
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        names.forEach(PackageName::new);
        Map<String, FoundPackage> found = packages.found(names);
        Set<String> held = packages.held(found.keySet());
        var there = new ArrayList<Resource>();
        for (String name : names) {
            FoundPackage one = found.get(name);
            if (one != null && one.version() != null) {
                Boolean hold = held.contains(name) ? true : null;
                there.add(
                        new PackageResource(
                                name, Presence.PRESENT, one.version(), hold, false, List.of()));
            }
        }
        return there;
    }

    /** A run would bring them in order, even one that is as told. */
    @Override
    public List<String> remarks(Collection<String> names) throws IOException {
        return packages.troubles().entrySet().stream()
                .filter(each -> names.contains(each.getKey()))
                .map(each -> "package '%s' is %s".formatted(each.getKey(), each.getValue()))
                .toList();
    }

    @Override
    public Optional<List<String>> names() throws IOException {
        return Optional.of(packages.names());
    }
}
