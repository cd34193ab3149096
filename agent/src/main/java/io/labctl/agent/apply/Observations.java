package io.labctl.agent.apply;

import io.labctl.agent.apply.TypedResources.Typed;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen of the machine in this run. As long as nothing has been changed, all resources of a
 * type that the run is about are read at once before the first of them; after any change each is
 * read anew when its turn comes, since a package may bring a user and a command may do anything.
 */
final class Observations {
    private final Catalog catalog;
    private final Manner manner;
    private final Map<Class<?>, Map<?, ?>> seen = new HashMap<>();
    private boolean changed;
    private final List<Resource> foretold = new ArrayList<>();

    Observations(Catalog catalog, Manner manner) {
        this.catalog = catalog;
        this.manner = manner;
    }

    /** From now on nothing that was seen counts. */
    void machineChanged() {
        changed = true;
        seen.clear();
    }

    /** In a no-op run: what is seen from now on is not what another run would see. */
    void machineWouldChange(Resource by) {
        foretold.add(by);
    }

    /** Those that would change the machine, as far as the no-op run has come. */
    List<Resource> foretold() {
        return foretold;
    }

    // What is seen under a class was observed by the type of that class.
    @SuppressWarnings("unchecked")
    <W extends Resource, S> S of(Typed<W, S> one) throws IOException {
        Map<?, ?> states = seen.getOrDefault(one.wanted().getClass(), Map.of());
        return states.containsKey(one.wanted()) ? (S) states.get(one.wanted()) : fresh(one);
    }

    <W extends Resource, S> S fresh(Typed<W, S> one) throws IOException {
        S state = one.type().observe(List.of(one.wanted())).get(one.wanted());
        if (state == null) {
            throw new NotFound("nothing was observed of %s".formatted(one.entry().id()));
        }
        return state;
    }

    /**
     * Looks at this one and all of its type. It is nobody's turn yet: when they cannot be looked at
     * so, each is looked at alone in its own.
     */
    <W extends Resource, S> void lookAtAllLike(Typed<W, S> one) {
        Class<?> like = one.wanted().getClass();
        if (!changed && !one.type().isLookedAtAlone() && !seen.containsKey(like)) {
            seen.put(like, allLike(one));
        }
    }

    @SuppressWarnings("unchecked") // all have the class of the first
    private <W extends Resource, S> Map<W, S> allLike(Typed<W, S> one) {
        List<W> all =
                catalog.entries().stream()
                        .filter(entry -> manner.takes(entry.id()))
                        .map(CatalogEntry::resource)
                        .filter(each -> each.getClass() == one.wanted().getClass())
                        .map(each -> (W) each)
                        .toList();
        try {
            return one.type().observe(all);
        } catch (IOException | RuntimeException _) {
            return Map.of();
        }
    }
}
