package io.labctl.agent.type.directory;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder without which the agent is no agent any more; it may be a link, or not be there. */
record OwnFolder(Path path) {
    /**
     * A tree that leaves it alone.
     *
     * @param place where the directory is
     * @throws Conflict when that leaves nothing of what is wanted
     */
    Tree keptOutOf(Tree tree, DirectoryResource wanted, Path place) throws IOException {
        Path own = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
        Path top = place.toRealPath();
        if (top.startsWith(own)) {
            throw new Conflict("'%s' is the agent's own".formatted(wanted.path()));
        }
        if (!own.startsWith(top)) {
            return tree;
        }
        if (wanted.ensure() == Presence.ABSENT) {
            throw new Conflict(
                    "'%s' is not removed: the agent's own folder is in it"
                            .formatted(wanted.path()));
        }
        return tree.without("%s/%s".formatted(wanted.path(), top.relativize(own)));
    }
}
