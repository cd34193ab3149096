package io.labctl.cli.rehearse;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal was decided to be. It is on disk before anything is made, so that whatever was
 * made can be found and undone, even after a crash half-way.
 *
 * @param bridge the name of the bridge on the host
 * @param third see {@link Subnet}
 * @param port where labd listens
 * @param nodes how many there are
 * @param configFile the labctl config file that got a context added
 * @param configExisted whether that file was there before
 * @param previousContext the context that was current before; null when none was
 */
record Plan(
        String bridge,
        int third,
        int port,
        int nodes,
        String configFile,
        boolean configExisted,
        @Nullable String previousContext) {
    static final int MOST_NODES = 50;

    Subnet subnet() {
        return new Subnet(third);
    }

    String server() {
        return "https://%s:%d".formatted(subnet().gateway(), port);
    }

    Path config() {
        return Path.of(configFile);
    }

    Plan withNodes(int more) {
        return new Plan(bridge, third, port, more, configFile, configExisted, previousContext);
    }

    /** The nodes' numbers, from 1. */
    List<Integer> numbers() {
        return java.util.stream.IntStream.rangeClosed(1, nodes).boxed().toList();
    }

    static String nodeName(int number) {
        return "node-" + number;
    }

    /** The host's end of a node's cable; Linux allows 15 characters. */
    String cable(int number) {
        return "%s-%d".formatted(bridge, number);
    }
}
