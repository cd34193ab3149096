package io.labctl.cli.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a file is.
 *
 * @param mode its permission bits, as chmod(1) counts them
 */
record Attributes(Kind kind, int mode, FileTime modified) {
    private static final int PERMISSIONS = 07777;
    private static final int OWNER_WRITES = 0200;
    private static final String ASKED =
            "unix:mode,lastModifiedTime,isDirectory,isRegularFile,isSymbolicLink";

    /** What it is. */
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        /** A device, a socket or a pipe. */
        OTHER
    }

    static Attributes of(Path file, LinkOption... links) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, ASKED, links);
        return new Attributes(
                kind(found),
                (Integer) Objects.requireNonNull(found.get("mode")) & PERMISSIONS,
                (FileTime) Objects.requireNonNull(found.get("lastModifiedTime")));
    }

    private static Kind kind(Map<String, Object> found) {
        if (Boolean.TRUE.equals(found.get("isDirectory"))) {
            return Kind.FOLDER;
        }
        if (Boolean.TRUE.equals(found.get("isSymbolicLink"))) {
            return Kind.LINK;
        }
        return Boolean.TRUE.equals(found.get("isRegularFile")) ? Kind.FILE : Kind.OTHER;
    }

    /** How to open it for reading, so that a link in its place is followed only where it may be. */
    static Set<OpenOption> reading(LinkOption... links) {
        return links.length == 0
                ? Set.of(StandardOpenOption.READ)
                : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether its owner may write there, who is not root. */
    boolean isWritable() {
        return (mode & OWNER_WRITES) != 0;
    }

    /** Gives them to a file or folder of ours, to be read by nobody if that is its mode. */
    void giveTo(Path file) throws IOException {
        Files.setLastModifiedTime(file, modified); // which opens it
        Files.setAttribute(file, "unix:mode", mode);
    }
}
