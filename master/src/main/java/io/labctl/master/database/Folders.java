package io.labctl.master.database;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders with all that is in them. */
final class Folders {
    private Folders() {}

    /** Does nothing when there is no such folder. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /**
     * Writes all files to the disk before this returns: by {@code syncfs(2)} at once, because a
     * thousand small files one after the other take a minute on a busy disk.
     *
     * @throws IOException when they are not known to be on the disk
     */
    static void flush(Path folder) throws IOException {
        try {
            int code =
                    new ProcessBuilder("sync", "--file-system", folder.toString())
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IOException(
                        "'%s' could not be flushed: sync ended with exit code %d"
                                .formatted(folder, code));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "interrupted while '%s' was flushed".formatted(folder));
        }
    }

    /** All folders beside this one whose names begin with its own and a dot. */
    static void deleteDraftsOf(Path folder) throws IOException {
        try (var siblings =
                Files.newDirectoryStream(folder.resolveSibling("."), folder.getFileName() + ".*")) {
            for (Path draft : siblings) {
                delete(draft);
            }
        }
    }
}
