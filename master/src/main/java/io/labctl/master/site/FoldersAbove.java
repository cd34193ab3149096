package io.labctl.master.site;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folders on the way to a path. */
final class FoldersAbove {
    private FoldersAbove() {}

    /**
     * Whether one is a link that leads to no folder. That is told of the link, and nothing more of
     * what was looked for below it.
     */
    static boolean areCut(Path path) {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            if (Files.isSymbolicLink(above) && !Files.isDirectory(above)) {
                return true;
            }
        }
        return false;
    }
}
