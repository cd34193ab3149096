package io.labctl.agent.type.pkg;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of the other packages when one changes, and what the catalog has to say to that. */
final class OtherPackages {
    private static final Logger LOG = LoggerFactory.getLogger(OtherPackages.class);

    private static final String OTHERS = "others";
    private static final String SEPARATOR = ", ";

    private final Packages packages;
    private final Installation installation;

    OtherPackages(Packages packages, Installation installation) {
        this.packages = packages;
        this.installation = installation;
    }

    /** {@link Packages#othersAfter}; empty where the manager refuses that or cannot tell. */
    Optional<Map<String, FoundPackage>> after(PackageResource wanted, Change change)
            throws IOException {
        try {
            return Optional.of(installation.othersAfter(wanted, change));
        } catch (LabException e) {
            LOG.atDebug()
                    .addKeyValue("resource", wanted.id())
                    .addKeyValue("reason", e.getMessage())
                    .log("not known what becomes of other packages");
            return Optional.empty();
        }
    }

    /**
     * {@link Packages#othersIfForced}: what is refused for another package of the catalog is
     * refused in the manager's words, which do not say that the catalog wants it so.
     */
    Map<String, FoundPackage> ifForced(PackageResource wanted, Change change) throws IOException {
        try {
            return installation.othersIfForced(wanted, change);
        } catch (LabException _) { // told by the change itself
            return Map.of();
        }
    }

    /** Those that the catalog wants otherwise than they would be after a change, with that. */
    Map<PackageResource, FoundPackage> disputed(
            Map<String, FoundPackage> after, List<Resource> catalog) {
        var disputed = new LinkedHashMap<PackageResource, FoundPackage>();
        for (PackageResource each : among(catalog)) {
            FoundPackage then = after.get(each.name());
            if (then != null && !isAsWanted(each, then)) {
                disputed.put(each, then);
            }
        }
        return disputed;
    }

    static List<PackageResource> among(Collection<? extends Resource> catalog) {
        return catalog.stream()
                .filter(PackageResource.class::isInstance)
                .map(PackageResource.class::cast)
                .toList();
    }

    /** One that is not could come back as it is wanted, and need not go again. */
    boolean isAsWanted(PackageResource wanted) throws IOException {
        String name = wanted.name();
        return isAsWanted(wanted, packages.found(List.of(name)).get(name));
    }

    private boolean isAsWanted(PackageResource wanted, @Nullable FoundPackage found) {
        String version = found == null ? null : found.version();
        if (version == null || wanted.ensure() == Presence.ABSENT) {
            return (version == null) == (wanted.ensure() == Presence.ABSENT);
        }
        return wanted.range()
                .filter(range -> !range.contains(bound -> packages.compare(version, bound)))
                .isEmpty();
    }

    /** Those that go, in alphabetical order. */
    static List<Change> told(Map<String, FoundPackage> after) {
        return told(after.keySet().stream().filter(each -> !isInstalled(after.get(each))).sorted());
    }

    /** Those that are gone now: a package's own script may fail when the others went already. */
    List<Change> gone(List<Change> foreseen) throws IOException {
        List<String> others =
                foreseen.stream()
                        .flatMap(each -> Stream.of(String.valueOf(each.from()).split(SEPARATOR)))
                        .toList();
        Map<String, FoundPackage> found = packages.found(others);
        return told(others.stream().filter(each -> !isInstalled(found.get(each))));
    }

    private static List<Change> told(Stream<String> others) {
        List<String> names = others.toList();
        return names.isEmpty()
                ? List.of()
                : List.of(Change.of(OTHERS, String.join(SEPARATOR, names), null));
    }

    private static boolean isInstalled(@Nullable FoundPackage found) {
        return found != null && found.version() != null;
    }
}
