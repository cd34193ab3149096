package io.labctl.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that stands for {@code /}; tests give a temporary one. */
public record Root(Path path) {
    /**
     * Where an absolute path of the managed machine is when no directory on the way is a link: for
     * what is root's own. Everything else is asked of {@link #places}.
     */
    public Path at(String absolute) {
        return path.resolve(absolute.substring(1));
    }

    /**
     * What a path leads to, its links followed inside this root whoever they belong to: for a look
     * that others gain nothing by, for they may exchange any of it. Whoever reads or writes there
     * asks {@link #places}.
     *
     * @return nothing where something on the way is missing
     * @throws io.labctl.catalog.error.Conflict when it leads over too many links
     */
    public Optional<Path> seen(String absolute) throws IOException {
        var rest = new RestOfWay(absolute);
        Path at = path;
        while (!rest.isDone()) {
            String name = rest.next();
            Path next =
                    switch (name) {
                        case "." -> at;
                        case ".." -> at.equals(path) ? path : at.resolveSibling("");
                        default -> at.resolve(name);
                    };
            if (Files.isSymbolicLink(next)) {
                String target = Files.readSymbolicLink(next).toString();
                rest.follow(target);
                at = target.startsWith("/") ? path : at;
            } else if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                at = next;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(at);
    }

    /** A path as the managed machine knows it. */
    public String nameOf(Path real) {
        return "/" + path.relativize(real);
    }

    /**
     * Refuses to put anything at a path or to take it away, as far as looking tells.
     *
     * @throws io.labctl.catalog.error.NotFound when the directory that would hold it is missing
     */
    public void requirePlace(String absolute) throws IOException {
        try (Places places = places()) {
            Path _ = places.changeable(absolute);
        }
    }

    /** The way to managed paths, to be closed after the work on them. */
    public Places places() {
        return new Places(this);
    }
}
