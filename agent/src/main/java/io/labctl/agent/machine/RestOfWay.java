package io.labctl.agent.machine;

import io.labctl.catalog.error.Conflict;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The names that are still to be gone on the way to a directory; a link puts its own in front. */
final class RestOfWay {
    /** As many as the kernel follows (path_resolution(7)). */
    static final int MOST_LINKS = 40;

    private final String goal;
    private final Deque<String> names;
    private int links;

    RestOfWay(String goal) {
        this.goal = goal;
        this.names = new ArrayDeque<>(parts(goal));
    }

    boolean isDone() {
        return names.isEmpty();
    }

    String next() {
        return names.removeFirst();
    }

    /**
     * @throws Conflict when there are too many links, as in a circle of them
     */
    void follow(String target) {
        links++;
        if (links > MOST_LINKS) {
            throw new Conflict("'%s' leads over too many links".formatted(goal));
        }
        for (String part : parts(target).reversed()) {
            names.addFirst(part);
        }
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/", -1)).filter(part -> !part.isEmpty()).toList();
    }
}
