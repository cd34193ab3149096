package io.labctl.master.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path in the settings; an empty one would silently mean the present folder. */
record GivenPath(String value) {
    GivenPath {
        if (value.isBlank()) {
            throw new InvalidInput("the path is empty");
        }
        try {
            var _ = Path.of(value);
        } catch (InvalidPathException e) {
            throw new InvalidInput("'%s' is not a path".formatted(Printable.of(value)), e);
        }
    }

    Path path() {
        return Path.of(value);
    }
}
