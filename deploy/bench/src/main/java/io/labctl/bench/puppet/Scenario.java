package io.labctl.bench.puppet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * So many files on the machine, alike for both.
 *
 * @param name of the Puppet environment, and of the machine that labd knows
 * @param inline files whose content is in the catalog
 * @param sourced files whose content the agent compares with the server's
 */
record Scenario(String name, int inline, int sourced) {
    static final Scenario EMPTY = new Scenario("empty", 0, 0);
    static final Scenario SMALL = new Scenario("inline100", 100, 0);
    static final Scenario INLINE = new Scenario("inline1000", 1000, 0);
    static final Scenario MANY_INLINE = new Scenario("inline5000", 5000, 0);
    static final Scenario SOURCED = new Scenario("sourced1000", 0, 1000);
    static final List<Scenario> ALL = List.of(EMPTY, SMALL, INLINE, MANY_INLINE, SOURCED);

    /** Where all of them lie. */
    static final Path FOLDER = Path.of("/srv/bench");

    /** What stands in each file behind its number, about 1 KiB. */
    static final String REST =
            ": a line of a configuration as it is found on any server\n".repeat(16);

    String title() {
        return "%,d %s files".formatted(inline + sourced, inline > 0 ? "inline" : "sourced");
    }

    /** Writes the contents of the sourced files, as both servers keep them. */
    static void writeSources(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 1; i <= SOURCED.sourced; i++) {
            Files.writeString(folder.resolve("f" + i), "file " + i + REST);
        }
    }

    /** Takes all managed files away, so that the next run makes them anew. */
    static void clear() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> files = Files.list(FOLDER)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Refuses figures of a run that did not do what they are about. */
    void expectApplied() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            long count = files.count();
            if (count != inline + sourced) {
                throw new IOException("%s: %d files after a run".formatted(name, count));
            }
        }
    }
}
