package io.labctl.agent.machine;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.kernel.Handle;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What stands at a path itself, no link followed. */
public enum PathKind {
    FILE("file"),
    DIRECTORY("directory"),
    SYMLINK("symlink"),
    OTHER("device, socket or pipe");

    private final String word;

    PathKind(String word) {
        this.word = word;
    }

    /**
     * Whether one of this kind is there.
     *
     * @param name how messages call the path
     * @return false when there is nothing
     * @throws Conflict when there is something else
     */
    public boolean isAtOrNothing(Path path, String name) throws IOException {
        Optional<PathKind> kind = at(path);
        kind.ifPresent(found -> require(found, name));
        return kind.isPresent();
    }

    /**
     * Refuses another kind.
     *
     * @throws Conflict when there is something else
     */
    void require(PathKind found, String name) {
        if (found != this) {
            throw Conflict.until(
                    "'%s' is a %s, not a %s".formatted(name, found.word, word),
                    "remove it by hand first");
        }
    }

    /** What is there, if anything is. */
    public static Optional<PathKind> at(Path path) throws IOException {
        try {
            return Optional.of(Entry.of(path, LinkOption.NOFOLLOW_LINKS).kind());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (FileSystemException e) {
            throw FileTrouble.of(Handle.named(path), e);
        }
    }

    /** In a sentence. */
    public String word() {
        return word;
    }
}
