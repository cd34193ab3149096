package io.labctl.catalog.file;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** A link that leads nowhere: somebody meant something to be there, and Java has no such file. */
public final class BrokenLink {
    private BrokenLink() {}

    /**
     * That it is such a link, or in a folder that is one, as a reason; empty where the file simply
     * is not there.
     */
    public static Optional<String> reason(Path missing) {
        Path file = missing.toAbsolutePath();
        Path nearest = file;
        while (!Files.exists(nearest, LinkOption.NOFOLLOW_LINKS) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        if (Files.exists(nearest)) {
            return Optional.empty();
        }
        return Optional.of(
                nearest.equals(file)
                        ? "it is a link to nothing"
                        : "'%s' is a link to nothing".formatted(nearest));
    }
}
