package io.labctl.agent.machine;

import io.labctl.catalog.error.NotFound;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that stands for {@code /}; tests give a temporary one. */
public record Root(Path path) {
    /** Where an absolute path of the managed machine really is. */
    public Path at(String absolute) {
        return path.resolve(absolute.substring(1));
    }

    /**
     * Where something can be put.
     *
     * @throws NotFound when the directory that would hold it is missing
     */
    public Path placeFor(String absolute) {
        Path place = at(absolute);
        Path parent = place.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new NotFound(
                    "no directory '%s' to put '%s' in"
                            .formatted(nameOf(parent), place.getFileName()));
        }
        return place;
    }

    /** A path as the managed machine knows it. */
    public String nameOf(Path real) {
        return "/" + path.relativize(real);
    }
}
