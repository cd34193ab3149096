package io.labctl.master.site;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** The folders of a site on the way to something in it. */
final class FoldersAbove {
    private FoldersAbove() {}

    /**
     * What is wrong when something that is no folder, such as a link that leads to none, stands in
     * the place of one. That is all there is to say of whatever is looked for below it.
     *
     * @param name relative to the site folder
     */
    static Optional<Fault> fault(Path path, String name) {
        Path above = path.getParent();
        for (Path inSite = Path.of(name).getParent();
                inSite != null && above != null;
                inSite = inSite.getParent()) {
            if (isInTheWay(above)) {
                return Optional.of(noFolder(inSite.toString()));
            }
            above = above.getParent();
        }
        return Optional.empty();
    }

    static Fault noFolder(String name) {
        return Place.in(name).fault(null, "is not a folder");
    }

    private static boolean isInTheWay(Path folder) {
        return !Files.isDirectory(folder) && Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }
}
