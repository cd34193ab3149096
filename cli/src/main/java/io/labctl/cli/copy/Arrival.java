package io.labctl.cli.copy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where on this machine things are to arrive. Until all of them are there, they stand in a folder
 * of their own beside it, on the same file system; then each is put in its place at once.
 *
 * @param folder the folder that they are put in
 * @param name the only one's new name there; null when each keeps its own
 */
record Arrival(Path folder, @Nullable String name) {
    private static final String HIDDEN = ".labctl-cp-";
    private static final String MODE = "unix:mode";

    /** What we may do with a folder of ours, whatever it is to be like in the end. */
    private static final int OURS = 0700;

    /**
     * As cp(1) takes its last word.
     *
     * @param folderNeeded whether a new name will not do
     * @throws NotFound when the folder is not there
     * @throws Conflict when it is none
     */
    static Arrival at(Place.Here target, boolean folderNeeded) {
        Path path = target.path();
        if (Files.isDirectory(path)) {
            return new Arrival(path, null);
        }
        boolean isNew = !target.isFolder() && !folderNeeded;
        Path folder = isNew ? path.toAbsolutePath().resolveSibling("") : path;
        if (!Files.isDirectory(folder)) {
            throw Files.exists(folder)
                    ? new Conflict("'%s' is no folder".formatted(shown(folder)))
                    : new NotFound("no such folder '%s'".formatted(shown(folder)));
        }
        return new Arrival(folder, ByteNames.ofName(path));
    }

    /** Where they stand until all are there. */
    Path hidden() {
        try {
            return Files.createTempDirectory(folder, HIDDEN);
        } catch (IOException e) {
            throw new Conflict("'%s': %s".formatted(shown(folder), FileTrouble.reason(e)), e);
        }
    }

    /**
     * Puts one in its place; a file that is there is replaced, a folder that is there gets what is
     * in this one.
     *
     * @param own the name that it has when it gets no new one, see {@link ByteNames}
     */
    void put(Path arrived, String own) throws IOException {
        place(arrived, folder.resolve(ByteNames.path(name == null ? own : name)));
    }

    private static void place(Path from, Path to) throws IOException {
        boolean brings = Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS);
        boolean isThere = Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
        if (brings && isThere) {
            fill(to, from);
        } else if (isThere) {
            throw new Conflict("'%s' is a folder: a file cannot replace it".formatted(shown(to)));
        } else if (brings && Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new Conflict(
                    "'%s' is no folder: a folder cannot replace it".formatted(shown(to)));
        } else {
            move(from, to, brings ? Attributes.of(from) : null);
        }
    }

    /** Its own mode and time it keeps. */
    private static void fill(Path to, Path from) throws IOException {
        Files.setAttribute(from, MODE, OURS);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(from)) {
            for (Path each : all) {
                place(each, to.resolve(each.getFileName()));
            }
        }
    }

    /** Who may not write in a folder may not move it either. */
    private static void move(Path from, Path to, @Nullable Attributes ofFolder) throws IOException {
        if (ofFolder != null) {
            Files.setAttribute(from, MODE, ofFolder.mode() | OURS);
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        if (ofFolder != null) {
            ofFolder.giveTo(to);
        }
    }

    /** Removes what did not arrive, with all that is in it. */
    static void remove(Path hidden) throws IOException {
        if (Files.isDirectory(hidden, LinkOption.NOFOLLOW_LINKS)) {
            Files.setAttribute(hidden, MODE, OURS);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(hidden)) {
                for (Path each : all) {
                    remove(each);
                }
            }
        }
        Files.deleteIfExists(hidden);
    }

    private static String shown(Path path) {
        return Printable.whole(path.toString());
    }
}
