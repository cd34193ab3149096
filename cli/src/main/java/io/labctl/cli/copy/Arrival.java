package io.labctl.cli.copy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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

    /** Where one is to be that has this name, see {@link ByteNames}. */
    private Path place(String own) throws IOException {
        return folder.resolve(ByteNames.name(name == null ? own : name));
    }

    /**
     * Looks whether one can be put in its place, with all that is in it; nothing is changed there.
     *
     * @throws Conflict when it cannot
     */
    void check(Delivered arrived) throws IOException {
        Path to = place(arrived.name());
        if (arrived.isNamedByServer() && name == null) {
            checkStrangeName(arrived, to);
        }
        check(arrived.path(), to);
    }

    /** Nobody here has chosen it: so it is a folder, and not one that could mean something here. */
    private static void checkStrangeName(Delivered arrived, Path to) {
        if (arrived.name().startsWith(".")
                || !Files.isDirectory(arrived.path(), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new Conflict(
                    "the server calls what it sent '%s': give it a name here, that one %s"
                            .formatted(
                                    ByteNames.shown(arrived.name()),
                                    Files.exists(to, LinkOption.NOFOLLOW_LINKS)
                                            ? "is there already"
                                            : "is not taken from a server"));
        }
    }

    private static void check(Path from, Path to) throws IOException {
        boolean brings = Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS);
        boolean isThere = Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
        if (brings && isThere) {
            open(from); // what is there keeps its own mode
            try (DirectoryStream<Path> all = Files.newDirectoryStream(from)) {
                for (Path each : all) {
                    check(each, to.resolve(each.getFileName()));
                }
            }
        } else if (isThere) {
            throw new Conflict("'%s' is a folder: a file cannot replace it".formatted(shown(to)));
        } else if (brings && Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new Conflict(
                    "'%s' is no folder: a folder cannot replace it".formatted(shown(to)));
        }
    }

    /**
     * Puts one in its place that was checked; a file that is there is replaced, a folder that is
     * there gets what is in this one.
     */
    void put(Delivered arrived) throws IOException {
        place(arrived.path(), place(arrived.name()));
    }

    private static void place(Path from, Path to) throws IOException {
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(from)) {
                for (Path each : all) {
                    place(each, to.resolve(each.getFileName()));
                }
            }
        } else {
            move(from, to);
        }
    }

    /** Who may not write in a folder may not move it either, root excepted. */
    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AccessDeniedException e) {
            Attributes about = Attributes.of(from, LinkOption.NOFOLLOW_LINKS);
            if (about.kind() != Attributes.Kind.FOLDER || about.isWritable()) {
                throw e;
            }
            Files.setAttribute(from, MODE, about.mode() | OURS);
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            Files.setAttribute(to, MODE, about.mode(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** For root every folder is open. */
    private static void open(Path ofOurs) throws IOException {
        if (!Files.isReadable(ofOurs) || !Files.isWritable(ofOurs) || !Files.isExecutable(ofOurs)) {
            Files.setAttribute(ofOurs, MODE, OURS);
        }
    }

    /** Removes what did not arrive, with all that is in it. */
    static void remove(Path hidden) throws IOException {
        if (Files.isDirectory(hidden, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(hidden)) {
                for (Path each : all) {
                    if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                        open(each);
                    }
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
