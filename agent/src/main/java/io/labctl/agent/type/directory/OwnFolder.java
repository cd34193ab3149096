package io.labctl.agent.type.directory;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder without which the agent is no agent any more; it may be a link, or not be there. It is
 * compared by what stands at a path, for one place may have several names.
 */
record OwnFolder(Path path) {
    /**
     * A tree that leaves it alone.
     *
     * @param place where the directory is
     * @param named the same by the names of all that are above it
     * @throws Conflict when that leaves nothing of what is wanted
     */
    Tree keptOutOf(Tree tree, DirectoryResource wanted, Path place, Path named) throws IOException {
        Path own = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
        if (isOrIsAbove(own, named)) {
            throw new Conflict("'%s' is the agent's own".formatted(wanted.path()));
        }
        Optional<Path> top = above(own).filter(each -> isSame(each, place)).findFirst();
        if (top.isEmpty()) {
            return tree;
        }
        if (wanted.ensure() == Presence.ABSENT) {
            throw new Conflict(
                    "'%s' is not removed: the agent's own folder is in it"
                            .formatted(wanted.path()));
        }
        return tree.without("%s/%s".formatted(wanted.path(), top.get().relativize(own)));
    }

    private static boolean isOrIsAbove(Path own, Path named) {
        return above(named).anyMatch(each -> isSame(each, own));
    }

    /** The path itself first. */
    private static Stream<Path> above(Path path) {
        return Stream.iterate(path, Objects::nonNull, Path::getParent);
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException _) {
            return false; // one of them is not there
        }
    }
}
