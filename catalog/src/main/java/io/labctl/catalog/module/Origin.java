package io.labctl.catalog.module;

import org.jspecify.annotations.Nullable;

/**
 * Where a declaration comes from: a line of the data, or of a module's source.
 *
 * @param file as its owner knows it; null when unknown
 * @param line from 1; 0 when unknown
 */
public record Origin(@Nullable String file, int line) {
    /** {@code data/common.yaml:3}. */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : String.valueOf(file);
    }
}
