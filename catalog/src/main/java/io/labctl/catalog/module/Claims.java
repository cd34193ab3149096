package io.labctl.catalog.module;

import io.labctl.catalog.resource.Claim;
import io.labctl.catalog.resource.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the resources that want what another one has, such as a user's number. */
final class Claims {
    private record Held(Vertex by, String holder) {}

    private final Map<String, Held> held = new HashMap<>();

    /** Takes what a resource wants; a fault for each thing that an earlier one has. */
    List<Fault> take(Vertex vertex) {
        if (vertex.resource.ensure() == Presence.ABSENT) {
            return List.of();
        }
        var faults = new ArrayList<Fault>();
        for (Claim claim : vertex.resource.claims()) {
            Held earlier = held.putIfAbsent(claim.thing(), new Held(vertex, claim.holder()));
            if (earlier != null && !earlier.holder.equals(claim.holder())) {
                faults.add(clash(vertex, claim, earlier.by));
            }
        }
        return faults;
    }

    private static Fault clash(Vertex vertex, Claim claim, Vertex earlier) {
        return vertex.item.fault(
                "%s wants %s, which %s of %s already has"
                        .formatted(vertex.id, claim.thing(), earlier.id, earlier.item.place()));
    }
}
