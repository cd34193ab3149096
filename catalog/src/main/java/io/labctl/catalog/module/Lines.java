package io.labctl.catalog.module;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.LinePattern;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines that cannot all be as wanted: those of a file that is wanted whole, and two of
 * which one would undo the other in each run anew.
 */
final class Lines {
    /** More characters than the lines of one file have that are declared one by one. */
    private static final int TOGETHER = 50_000;

    private final Map<ResourceId, Vertex> byId;
    private final List<Fault> faults;
    private final Map<String, List<Wanted>> byPath = new HashMap<>();

    private record Wanted(Vertex vertex, LineResource line, @Nullable LinePattern pattern) {
        static Wanted of(Vertex vertex, LineResource line) {
            String regex = line.matching();
            return new Wanted(
                    vertex, line, regex == null ? null : new LinePattern(regex, TOGETHER));
        }

        /** Where a line that is only replaced is as wanted, there may be none. */
        boolean mustBeThere() {
            return line.ensure() == Presence.PRESENT && !line.onlyReplaces();
        }

        boolean undoes(Wanted other) {
            return pattern != null && other.mustBeThere() && isIn(pattern, other.line.text());
        }

        String takes() {
            return line.ensure() == Presence.PRESENT ? "replaces" : "takes away";
        }

        String taken() {
            return line.ensure() == Presence.PRESENT ? "replaced" : "taken away";
        }

        private static boolean isIn(LinePattern pattern, String text) {
            try {
                return pattern.isIn(text);
            } catch (Conflict _) {
                return false; // on the node it takes too long as well, and is told there
            }
        }
    }

    Lines(Map<ResourceId, Vertex> byId, List<Fault> faults) {
        this.byId = byId;
        this.faults = faults;
    }

    void check(Vertex vertex) {
        if (vertex.resource instanceof LineResource line) {
            besideFile(vertex, line);
            besideLines(Wanted.of(vertex, line));
        }
    }

    /** A file is wanted whole or by its lines, except for what it begins with. */
    private void besideFile(Vertex vertex, LineResource line) {
        Vertex other = byId.get(line.file());
        if (other != null
                && other.resource instanceof FileResource file
                && file.content() != null
                && file.replace()) {
            faults.add(
                    vertex.item.fault(
                            "%s and %s of %s both want what '%s' holds"
                                    .formatted(
                                            vertex.id, other.id, other.item.place(), line.path())));
        }
    }

    private void besideLines(Wanted wanted) {
        List<Wanted> earlier = byPath.computeIfAbsent(wanted.line.path(), _ -> new ArrayList<>());
        for (Wanted other : earlier) {
            if (wanted.undoes(other)) {
                fault(wanted, wanted.takes() + " %s of %s", other, wanted, other);
            } else if (other.undoes(wanted)) {
                fault(wanted, "is " + other.taken() + " by %s of %s", other, other, wanted);
            }
        }
        earlier.add(wanted);
    }

    private void fault(Wanted wanted, String does, Wanted other, Wanted undoing, Wanted undone) {
        faults.add(
                wanted.vertex.item.fault(
                        "%s %s in every run: '%s' is found in '%s'; make the pattern narrower"
                                .formatted(
                                        wanted.vertex.id,
                                        does.formatted(other.vertex.id, other.vertex.item.place()),
                                        Printable.of(String.valueOf(undoing.line.matching())),
                                        Printable.of(undone.line.text()))));
    }
}
