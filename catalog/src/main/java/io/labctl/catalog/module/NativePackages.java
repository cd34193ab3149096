package io.labctl.catalog.module;

import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds packages that are declared under two names, alone and with the machine's own architecture,
 * and not alike: on the machine the two would undo each other for ever.
 */
final class NativePackages {
    private static final String ARCHITECTURE = "os.architecture";

    private final Map<ResourceId, Vertex> byId;
    private final Node node;

    NativePackages(Map<ResourceId, Vertex> byId, Node node) {
        this.byId = byId;
        this.node = node;
    }

    /** The fact is read only for a package that has both names, so that few compiles rest on it. */
    void check(Vertex vertex, List<Fault> faults) {
        if (vertex.resource instanceof PackageResource named) {
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
        return node.fact(ARCHITECTURE)
                .map(fact -> DebianArchitecture.of(fact.toString()))
                .filter(architecture::equals)
                .isPresent();
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
