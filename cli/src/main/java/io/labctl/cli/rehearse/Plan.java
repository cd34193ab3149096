package io.labctl.cli.rehearse;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal was decided to be. It is on disk before anything is made, so that whatever was
 * made can be found and undone, even after a crash half-way.
 *
 * @param third see {@link Subnet}
 * @param port where labd listens
 * @param nodes how many there are
 * @param context what the context was called that the labctl config got; null before it got one
 */
record Plan(int third, int port, int nodes, Before before, @Nullable String context) {
    static final int MOST_NODES = 50;

    /**
     * The labctl config as it was before it got a context added.
     *
     * @param existed whether it was there, and not just for other rehearsals' contexts
     * @param current the context that was current; null when none was
     */
    record Before(String configFile, boolean existed, @Nullable String current) {
        Path config() {
            return Path.of(configFile);
        }
    }

    Subnet subnet() {
        return new Subnet(third);
    }

    /** The bridge on the host; no two rehearsals have the same, as no two have the same network. */
    String bridge() {
        return subnet().bridge();
    }

    String server() {
        return "https://%s:%d".formatted(subnet().gateway(), port);
    }

    Plan withNodes(int more) {
        return new Plan(third, port, more, before, context);
    }

    Plan withContext(String name) {
        return new Plan(third, port, nodes, before, name);
    }

    /** The nodes' numbers, from 1. */
    List<Integer> numbers() {
        return IntStream.rangeClosed(1, nodes).boxed().toList();
    }

    static String nodeName(int number) {
        return "node-" + number;
    }

    /** The host's end of a node's cable; Linux allows 15 characters. */
    String cable(int number) {
        return "%s-%d".formatted(bridge(), number);
    }
}
