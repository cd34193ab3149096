package io.labctl.agent.replaced;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A copy of a file as it stood before it was replaced or removed.
 *
 * @param time when that was
 */
public record KeptCopy(Path file, Instant time, String sha256) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("(\\d{8}T\\d{6}\\.\\d{3}Z)-([0-9a-f]{64})");

    static KeptCopy of(Path home, Instant time, String sha256) {
        return new KeptCopy(home.resolve(TIME.format(time) + "-" + sha256), time, sha256);
    }

    /** Empty for whatever else lies there. */
    static Optional<KeptCopy> at(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? Optional.of(
                        new KeptCopy(file, TIME.parse(name.group(1), Instant::from), name.group(2)))
                : Optional.empty();
    }

    public long size() throws IOException {
        return Files.size(file);
    }

    /** Where the attributes that the file had are written down. */
    Path attributes() {
        return file.resolveSibling("." + file.getFileName() + ".json");
    }
}
