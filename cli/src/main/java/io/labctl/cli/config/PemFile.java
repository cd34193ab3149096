package io.labctl.cli.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One of the files that say who we are and whom we trust.
 *
 * @param part what it is for: {@code ca}, {@code certificate} or {@code key}
 * @param variable of the environment that named it; null when none did
 */
public record PemFile(String part, Path path, @Nullable String variable) {
    /**
     * What stands in it.
     *
     * @throws InvalidInput when it cannot be read
     */
    public String text() {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InvalidInput(
                    "%s cannot be read: %s".formatted(this, FileTrouble.reason(e)), e);
        }
    }

    /** As a message names it: {@code key file '/nosuch' (LABCTL_KEY)}. */
    @Override
    public String toString() {
        return "%s file '%s'%s"
                .formatted(part, path, variable == null ? "" : " (%s)".formatted(variable));
    }
}
