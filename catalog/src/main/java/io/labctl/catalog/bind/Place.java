package io.labctl.catalog.bind;

import io.labctl.catalog.module.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Where something was written.
 *
 * @param file as its owner knows it, such as {@code data/common.yaml}
 * @param line from 1; 0 for the file as a whole
 * @param column from 1; 0 when unknown
 */
public record Place(String file, int line, int column) {
    /** The file as a whole. */
    public static Place in(String file) {
        return new Place(file, 0, 0);
    }

    public Fault fault(@Nullable String module, String message) {
        return new Fault(module, file, line, message);
    }

    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
