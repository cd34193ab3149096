package io.labctl.agent.machine;

import java.nio.file.Path;

/** The folder that stands for {@code /}; tests give a temporary one. */
public record Root(Path path) {
    /**
     * Where an absolute path of the managed machine is when no directory on the way is a link: for
     * what is root's own. Everything else is asked of {@link #places}.
     */
    public Path at(String absolute) {
        return path.resolve(absolute.substring(1));
    }

    /** A path as the managed machine knows it. */
    public String nameOf(Path real) {
        return "/" + path.relativize(real);
    }

    /** The way to managed paths, to be closed after the work on them. */
    public Places places() {
        return new Places(this);
    }
}
