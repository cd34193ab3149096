package io.labctl.agent.type.user;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A home directory and the place that it is to be renamed to: at any moment it is whole, at one of
 * the two.
 *
 * @param from where it is, for people
 * @param to where it is to be, for people
 * @param old where it is, as {@link io.labctl.agent.machine.Places} gives it
 * @param place where it is to be, likewise
 */
record HomeMove(String from, String to, Path old, Path place) {
    /**
     * Renames it.
     *
     * @throws Conflict when it cannot be renamed, as across file systems
     */
    void make() throws IOException {
        try {
            Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw refused("they are on different file systems", e);
        } catch (FileSystemException e) {
            throw refused(FileTrouble.reason(e), e);
        }
    }

    private Conflict refused(String why, FileSystemException e) {
        return new Conflict(
                "home '%s' cannot be moved to '%s' (%s): move it by hand, and the next run tells the account so, or set manage-home to false"
                        .formatted(from, to, why),
                e);
    }

    /** So that nothing that is written later is on the disk without it. */
    void sync() throws IOException {
        Path above = Objects.requireNonNull(place.getParent(), "it is in a directory");
        try (FileChannel directory = FileChannel.open(above, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    void undo() throws IOException {
        Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
    }
}
