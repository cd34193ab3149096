package io.labctl.agent.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report that waits.
 *
 * @param number its place in the queue; it grows by one, whatever the clock does
 */
record SpooledReport(Path file, long number, UUID id) {
    private static final Pattern NAME =
            Pattern.compile(
                    "([0-9]{12,18})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.json\\.gz");

    static Optional<SpooledReport> of(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? Optional.of(
                        new SpooledReport(
                                file,
                                Long.parseLong(name.group(1)),
                                UUID.fromString(name.group(2))))
                : Optional.empty();
    }

    static String name(long number, UUID id) {
        return "%012d-%s.json.gz".formatted(number, id);
    }

    long size() throws IOException {
        return Files.size(file);
    }
}
