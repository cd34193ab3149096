package io.labctl.catalog.module;

import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds packages that no machine of the node's family can have, and those that are declared under
 * two names, alone, with the machine's own architecture or with that of packages that fit every
 * one, and not alike: on the machine the two would undo each other for ever.
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
            if (named.architecture().isPresent()) {
                namesakes(named)
                        .filter(other -> named.contradicts((PackageResource) other.resource))
                        .filter(other -> areOne(named, (PackageResource) other.resource))
                        .forEach(other -> faults.add(clash(vertex, other)));
            }
        }
    }

    /** Those under the names that stand for the machine's own package. */
    private Stream<Vertex> namesakes(PackageResource named) {
        ResourceId bare = named.withoutArchitecture();
        Stream<ResourceId> ofAny =
                Stream.of(DebianArchitecture.ANY, RpmArchitecture.ANY)
                        .map(any -> new ResourceId(bare.type(), bare.title() + ":" + any));
        return Stream.concat(Stream.of(bare), ofAny)
                .filter(id -> !id.equals(named.id()))
                .flatMap(id -> Optional.ofNullable(byId.get(id)).stream());
    }

    private boolean areOne(PackageResource named, PackageResource other) {
        return (isNative(named) && isNative(other)) || isRemovedForAll(other);
    }

    /** dnf(8) takes a name alone for the packages of all architectures when it removes them. */
    private boolean isRemovedForAll(PackageResource other) {
        return other.architecture().isEmpty()
                && other.ensure() == Presence.ABSENT
                && isFamily("RedHat");
    }

    private boolean isNative(PackageResource named) {
        return named.architecture().map(this::isNative).orElse(true);
    }

    private boolean isNative(String architecture) {
        boolean rpm = isFamily("RedHat");
        return architecture.equals(rpm ? RpmArchitecture.ANY : DebianArchitecture.ANY)
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
