package io.labctl.catalog.module;

import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.Claim;
import io.labctl.catalog.resource.Presence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the resources that want what another one has, such as a user's number. */
final class Claims {
    private record Held(Vertex by, Claim claim) {}

    private final Map<Claim.Thing, Held> held = new HashMap<>();

    /** Takes what a resource wants; adds a fault for each thing that an earlier one has. */
    void take(Vertex vertex, List<Fault> faults) {
        List<Claim> claims = vertex.resource.claims();
        if (claims.isEmpty() || vertex.resource.ensure() == Presence.ABSENT) {
            return;
        }
        for (Claim claim : claims) {
            Held earlier = held.putIfAbsent(claim.thing(), new Held(vertex, claim));
            if (earlier != null && earlier.by != vertex && !claim.shares(earlier.claim)) {
                faults.add(vertex.item.fault(clash(vertex, claim, earlier)));
            }
        }
    }

    private static String clash(Vertex vertex, Claim claim, Held earlier) {
        String other = "%s of %s".formatted(earlier.by.id, earlier.by.item.place());
        return switch (claim.thing()) {
            case Claim.Id(String kind, long number) ->
                    "%s has %s %d, which %s has too".formatted(vertex.id, kind, number, other);
            case Claim.Home(String path) ->
                    "%s manages the home '%s', which %s manages too"
                            .formatted(vertex.id, Printable.of(path), other);
            case Claim.Key _ -> "%s has the key that %s has too".formatted(vertex.id, other);
            case Claim.Name(String name, _) ->
                    "%s gives '%s' the address %s, but %s gives it %s"
                            .formatted(
                                    vertex.id, name, claim.holder(), other, earlier.claim.holder());
        };
    }
}
