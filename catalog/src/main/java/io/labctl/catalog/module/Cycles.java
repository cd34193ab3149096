package io.labctl.catalog.module;

import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/** Spells out the dependency cycles among the resources that could not be put in order. */
final class Cycles {
    private final TreeSet<Vertex> stuck;

    Cycles(Collection<Vertex> all, Collection<Vertex> done) {
        this.stuck = new TreeSet<>(Comparator.comparing(each -> each.id));
        stuck.addAll(all);
        stuck.removeAll(done);
    }

    /** One fault for each cycle; of those that share a resource only one is told. */
    List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        for (var loop = loop(); loop.isPresent(); loop = loop()) {
            faults.add(fault(loop.get()));
            loop.get().forEach(stuck::remove);
        }
        return faults;
    }

    /** Walks back from what is stuck until it meets itself. */
    private Optional<List<Vertex>> loop() {
        for (var end = end(); end.isPresent(); end = end()) {
            stuck.remove(end.get());
        }
        if (stuck.isEmpty()) {
            return Optional.empty();
        }
        SequencedSet<Vertex> path = new LinkedHashSet<>();
        Vertex here = stuck.getFirst();
        while (path.add(here)) {
            here = earlier(here).orElseThrow();
        }
        Vertex start = here;
        return Optional.of(path.stream().dropWhile(each -> !each.equals(start)).toList());
    }

    /** Something that waits for nothing stuck, so that it is in no cycle. */
    private Optional<Vertex> end() {
        return stuck.stream().filter(each -> earlier(each).isEmpty()).findFirst();
    }

    private Optional<Vertex> earlier(Vertex vertex) {
        return vertex.after.stream()
                .filter(stuck::contains)
                .min(Comparator.comparing(each -> each.id));
    }

    private static Fault fault(List<Vertex> loop) {
        List<String> names =
                new ArrayList<>(
                        loop.stream().map(each -> each.id).map(ResourceId::toString).toList());
        names.add(names.getFirst());
        return loop.getFirst().item.fault("dependency cycle: " + String.join(" after ", names));
    }
}
