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
 * @param failures how often labd has failed on it
 */
record SpooledReport(Path file, long number, UUID id, int failures) {
    private static final int MOST_FAILURES = 999_999;
    private static final Pattern NAME =
            Pattern.compile(
                    "([0-9]{12,18})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
                            + "(?:\\.([0-9]{1,6}))?\\.json\\.gz");

    static Optional<SpooledReport> of(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? Optional.of(
                        new SpooledReport(
                                file,
                                Long.parseLong(name.group(1)),
                                UUID.fromString(name.group(2)),
                                name.group(3) == null ? 0 : Integer.parseInt(name.group(3))))
                : Optional.empty();
    }

    static String name(long number, UUID id) {
        return "%012d-%s.json.gz".formatted(number, id);
    }

    /** Under this name labd has failed on it once more. */
    Path failedAgain() {
        return file.resolveSibling(
                "%012d-%s.%d.json.gz".formatted(number, id, Math.min(failures + 1, MOST_FAILURES)));
    }

    long size() throws IOException {
        return Files.size(file);
    }
}
