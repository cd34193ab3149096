package io.labctl.agent.type.mount;

import java.util.List;
import java.util.Optional;

/**
 * A line of proc_pid_mountinfo(5).
 *
 * @param options of this mount, not of its file system
 */
record Mounted(String place, List<String> options) {
    private static final int PLACE = 4;
    private static final int OPTIONS = 5;

    Mounted {
        options = List.copyOf(options);
    }

    static Optional<Mounted> parse(String line) {
        String[] words = line.split(" ", -1);
        return words.length > OPTIONS
                ? Optional.of(
                        new Mounted(
                                Escapes.read(words[PLACE]), List.of(words[OPTIONS].split(",", -1))))
                : Optional.empty();
    }
}
