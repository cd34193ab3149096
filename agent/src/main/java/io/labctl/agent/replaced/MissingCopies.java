package io.labctl.agent.replaced;

import io.labctl.catalog.name.Printable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * The files of which copies are not there, and why: none could be made, or one was dropped, of this
 * run or an older one. Of a file that a run replaced again and again, later copies may be there.
 */
final class MissingCopies {
    private final Map<Why, SequencedSet<String>> paths = new LinkedHashMap<>();

    private record Why(String sentence, String reason) {}

    void refused(String path, String reason) {
        note(new Why("no copy was kept of %s: %s", reason), path);
    }

    void dropped(String path, String reason) {
        note(new Why("the copy of %s was dropped in the same run: %s", reason), path);
    }

    void older(String path, String reason) {
        note(new Why("older copies of %s were dropped: %s", reason), path);
    }

    private void note(Why why, String path) {
        paths.computeIfAbsent(why, _ -> new LinkedHashSet<>()).add(path);
    }

    /** One for each reason; none when no copy is missing. */
    List<String> sentences() {
        return paths.entrySet().stream()
                .map(each -> sentence(each.getKey(), each.getValue()))
                .toList();
    }

    private static String sentence(Why why, SequencedSet<String> paths) {
        String files = "'%s'%s".formatted(Printable.of(paths.getFirst()), others(paths.size() - 1));
        return why.sentence().formatted(files, why.reason());
    }

    private static String others(int more) {
        return switch (more) {
            case 0 -> "";
            case 1 -> " and 1 other file";
            default -> " and %d other files".formatted(more);
        };
    }
}
