package io.labctl.catalog.module;

import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds packages that no machine of the node's family can have, and those that are declared under
 * two names, alone and with the machine's own architecture, and not alike: on the machine the two
 * would undo each other for ever.
 */
final class NativePackages {
    private static final String ARCHITECTURE = "os.architecture";
    private static final String FAMILY = "os.family";

    /** Before an architecture, which may have an underscore everywhere. */
    private static final Pattern OF_RPM_ONLY = Pattern.compile("^[^:]*[A-Z_]");

    private final Map<ResourceId, Vertex> byId;
    private final Node node;

    NativePackages(Map<ResourceId, Vertex> byId, Node node) {
        this.byId = byId;
        this.node = node;
    }

    /** Facts are read only where a name gives reason to, so that few compiles rest on them. */
    void check(Vertex vertex, List<Fault> faults) {
        if (vertex.resource instanceof PackageResource named) {
            if (OF_RPM_ONLY.matcher(named.name()).find() && isFamily("Debian")) {
                faults.add(
                        vertex.item.fault(
                                "package '%s' is no name on the Debian family, where names have a-z 0-9 + . -"
                                        .formatted(named.name())));
            }
            named.architecture()
                    .flatMap(architecture -> bare(named, architecture))
                    .filter(bare -> named.contradicts((PackageResource) bare.resource))
                    .ifPresent(bare -> faults.add(clash(vertex, bare)));
        }
    }

    private Optional<Vertex> bare(PackageResource named, String architecture) {
        return Optional.ofNullable(byId.get(named.withoutArchitecture()))
                .filter(_ -> isNative(architecture));
    }

    private boolean isNative(String architecture) {
        boolean rpm = isFamily("RedHat");
        return (rpm && architecture.equals(RpmArchitecture.ANY))
                || node.fact(ARCHITECTURE)
                        .map(Object::toString)
                        .map(rpm ? RpmArchitecture::of : DebianArchitecture::of)
                        .filter(architecture::equals)
                        .isPresent();
    }

    private boolean isFamily(String family) {
        return node.fact(FAMILY).filter(family::equals).isPresent();
    }

    private Fault clash(Vertex one, Vertex other) {
        Vertex earlier = one.position < other.position ? one : other;
        Vertex later = earlier == one ? other : one;
        return later.item.fault(
                "%s is to be %s, but %s of %s, the same on this machine, is to be %s"
                        .formatted(
                                later.id,
                                wanted(later),
                                earlier.id,
                                earlier.item.place(),
                                wanted(earlier)));
    }

    private static String wanted(Vertex vertex) {
        return ((PackageResource) vertex.resource).wanted();
    }
}
