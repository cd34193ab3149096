package io.labctl.cli;

import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.cli.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The variables of labctl's own that stand around it. */
record Environment(Map<String, String> variables) {
    private static final String PREFIX = "LABCTL_";

    /** Read here, by the start scripts, or for the rehearsal. */
    private static final List<String> OTHERS =
            List.of("CALLED", "CONFIG", "CONTEXT", "JVM_FOLDER", "REHEARSAL");

    /**
     * A sentence for each that is like a known one and not known. Any other may be a person's own,
     * or what Kubernetes puts beside a Service.
     */
    List<String> misspelt() {
        Set<String> known = known();
        return variables.keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .filter(name -> !known.contains(name))
                .sorted()
                .flatMap(
                        name ->
                                Suggestion.nearest(name, known)
                                        .map(near -> told(name, near))
                                        .stream())
                .toList();
    }

    private static String told(String name, String near) {
        return "%s is ignored, did you mean %s?"
                .formatted(PREFIX + Printable.of(name), PREFIX + near);
    }

    private static Set<String> known() {
        var known = new TreeSet<>(OTHERS);
        Settings.variables().forEach(name -> known.add(name.substring(PREFIX.length())));
        return known;
    }
}
