package io.labctl.agent.type.pkg;

import io.labctl.agent.apply.ResourceType;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link PackageResource}; its state is the installed version, if there is one. */
public final class PackageType implements ResourceType<PackageResource, Optional<String>> {
    private final Packages packages;

    public PackageType(Packages packages) {
        this.packages = packages;
    }

    @Override
    public Map<PackageResource, Optional<String>> observe(Collection<PackageResource> wanted)
            throws IOException {
        Map<String, String> installed =
                packages.installed(wanted.stream().map(PackageResource::name).toList());
        var found = new LinkedHashMap<PackageResource, Optional<String>>();
        wanted.forEach(each -> found.put(each, Optional.ofNullable(installed.get(each.name()))));
        return found;
    }

    @Override
    public List<Change> plan(PackageResource wanted, Optional<String> found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.map(version -> Change.of("ensure", version, "absent")).stream().toList();
        }
        if (found.isEmpty()) {
            String to = wanted.version() == null ? "present" : wanted.version();
            return List.of(Change.of("ensure", "absent", to));
        }
        String version = found.get();
        return wanted.version() == null || wanted.version().equals(version)
                ? List.of()
                : List.of(Change.of("version", version, wanted.version()));
    }

    @Override
    public void apply(PackageResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            packages.remove(wanted.name());
        } else {
            packages.install(wanted.name(), wanted.version());
        }
    }
}
