package io.labctl.agent.replaced;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A copy of a file as it stood before it was replaced or removed.
 *
 * @param number its place among all copies; it grows by one, whatever the clock does. 0 for those
 *     of an agent that did not number them
 * @param time when it was last kept, as the clock had it; to the millisecond, as in the file's name
 */
public record KeptCopy(Path file, long number, Instant time, String sha256) {
    static final Comparator<KeptCopy> OLDEST_FIRST =
            Comparator.comparingLong(KeptCopy::number)
                    .thenComparing(KeptCopy::time)
                    .thenComparing(KeptCopy::file);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAME =
            Pattern.compile("(?:(\\d{12,18})-)?(\\d{8}T\\d{6}\\.\\d{3}Z)-([0-9a-f]{64})");

    public KeptCopy {
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    static KeptCopy of(Path home, long number, Instant time, String sha256) {
        String name = "%012d-%s-%s".formatted(number, TIME.format(time), sha256);
        return new KeptCopy(home.resolve(name), number, time, sha256);
    }

    /** Empty for whatever else lies there. */
    static Optional<KeptCopy> at(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? Optional.of(
                        new KeptCopy(
                                file,
                                name.group(1) == null ? 0 : Long.parseLong(name.group(1)),
                                TIME.parse(name.group(2), Instant::from),
                                name.group(3)))
                : Optional.empty();
    }

    public long size() throws IOException {
        return Files.size(file);
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(attributes());
    }

    /** Where the attributes that the file had are written down. */
    Path attributes() {
        return file.resolveSibling("." + file.getFileName() + ".json");
    }
}
