package io.labctl.agent.machine;

import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.kernel.Handle;
import io.labctl.catalog.kernel.PathBytes;
import io.labctl.catalog.wire.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new version of a file, made beside it and then put in its place in one step: at any moment a
 * reader sees all of the old or all of the new. Its name is always the same for the same target, so
 * what a killed run left is cleared when the target is next changed.
 *
 * <p>In a directory that others than root can change it is made in a {@link Workshop}: its owner
 * and mode are given to the file that was made here, and to nothing that its name has come to mean.
 */
public final class Candidate implements Closeable {
    /** In bytes; with what is put around it a name stays below the 255 that Linux takes. */
    private static final int LONGEST_NAME = 200;

    private final Path target;
    private final Path path;
    private final FileChannel content;
    private final @Nullable Workshop workshop;

    private Candidate(Path target, Path path, FileChannel content, @Nullable Workshop workshop) {
        this.target = target;
        this.path = path;
        this.content = content;
        this.workshop = workshop;
    }

    /**
     * An empty file that only its owner can read, with the extended attributes of the file that it
     * is to replace. Of their access list nothing counts before a mode has been given.
     *
     * @throws FileSystemException that names the target, also where what is beside it is at fault
     */
    public static Candidate beside(Path target) throws IOException {
        try {
            return made(target);
        } catch (FileSystemException e) {
            throw FileTrouble.of(target, e);
        }
    }

    private static Candidate made(Path target) throws IOException {
        Path path = placeBeside(target);
        if (!Handle.isIn(target)) {
            Files.deleteIfExists(path);
            return made(target, path, null);
        }
        Workshop workshop = Workshop.at(path);
        try {
            return made(target, workshop.work(), workshop);
        } catch (IOException | RuntimeException e) {
            workshop.close();
            throw e;
        }
    }

    private static Candidate made(Path target, Path path, @Nullable Workshop workshop)
            throws IOException {
        FileChannel content =
                FileChannel.open(
                        path,
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        var candidate = new Candidate(target, path, content, workshop);
        try (HeldEntry old = HeldEntry.at(target).orElse(null)) {
            if (old != null && old.kind() == PathKind.FILE) {
                ExtendedAttributes.of(old).giveTo(path);
            }
            return candidate;
        } catch (IOException | RuntimeException e) {
            candidate.close();
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    /**
     * Its path for programs.
     *
     * @param absolute the target's path as programs know it
     */
    public String pathBeside(String absolute) {
        Path name = workshop == null ? path.getFileName() : workshop.name();
        return Path.of(absolute).resolveSibling(String.valueOf(name)).toString();
    }

    public void write(byte[] bytes) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        try {
            while (all.hasRemaining()) {
                content.write(all);
            }
        } catch (IOException e) {
            throw FileTrouble.at(target, e);
        }
    }

    /** Takes another file's content; a link is refused. */
    public void copyFrom(Path source) throws IOException {
        try (HeldEntry held = HeldEntry.of(source)) {
            copyFrom(held);
        }
    }

    /** The same for a file that is held. */
    public void copyFrom(HeldEntry source) throws IOException {
        try (FileChannel in = source.open()) {
            copy(in, content);
        } catch (IOException e) { // any other may be of the source
            throw FileTrouble.isFullDisk(e) ? FileTrouble.at(target, e) : e;
        }
    }

    /** Safe on disk first, then visible. A link at the target is replaced, not followed. */
    public void moveIntoPlace() throws IOException {
        try {
            content.force(true);
        } catch (IOException e) {
            throw FileTrouble.at(target, e);
        }
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw FileTrouble.of(target, e);
        }
        syncDirectory();
    }

    /**
     * Moved into place, where that can be.
     *
     * @return false where the file is a mount of its own, whose name nobody can take
     */
    public boolean replace() throws IOException {
        try {
            moveIntoPlace();
            return true;
        } catch (FileSystemException e) {
            boolean busy = String.valueOf(e.getReason()).contains("busy");
            if (!busy || Handle.isIn(target)) { // where others may exchange it meanwhile
                throw e;
            }
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
        if (workshop == null) {
            Files.deleteIfExists(path);
        } else {
            workshop.close();
        }
    }

    private static void copy(FileChannel from, FileChannel to) throws IOException {
        for (long at = 0; at < from.size(); ) {
            long copied = from.transferTo(at, from.size() - at, to);
            if (copied <= 0) {
                return; // it has become shorter meanwhile
            }
            at += copied;
        }
    }

    private void syncDirectory() throws IOException {
        Path parent = target.getParent();
        try (FileChannel directory =
                FileChannel.open(parent == null ? Path.of("/") : parent, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Where what is to stand at a path is made, however long its own name is. */
    public static Path placeBeside(Path target) {
        byte[] bytes = PathBytes.ofName(target);
        String name =
                bytes.length > LONGEST_NAME
                        ? Sha256.of(bytes)
                        : String.valueOf(target.getFileName());
        return target.resolveSibling("." + name + ".lab-agent");
    }
}
