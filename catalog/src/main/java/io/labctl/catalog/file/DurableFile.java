package io.labctl.catalog.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files so that a crash at any moment leaves the old content or the new one, never a part:
 * draft, fsync, rename, fsync of the directory. Files are readable by their owner only (0600), new
 * directories too (0700).
 */
public final class DurableFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private DurableFile() {}

    /**
     * Writes a file, or all of it anew.
     *
     * @throws FileSystemException that names the file, also where its draft is what went wrong
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path folder = folderOf(file);
        directory(folder);
        Path draft = folder.resolve("." + file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            replace(file, draft, bytes);
        } catch (FileSystemException e) {
            throw FileTrouble.of(file, e);
        }
    }

    private static void replace(Path file, Path draft, byte[] bytes) throws IOException {
        try {
            fill(draft, bytes, StandardOpenOption.CREATE_NEW);
            moveInto(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * The whole of a file.
     *
     * @throws FileSystemException that names the file, whatever is wrong with it
     */
    public static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileTrouble.at(file, e);
        }
    }

    /**
     * Writes a file only if there is none yet; of several who try at once, one does, and all of
     * them find that one's content in it afterwards.
     *
     * @return whether it was this caller's content
     */
    public static boolean writeNew(Path file, byte[] bytes) throws IOException {
        Path folder = folderOf(file);
        directory(folder);
        Path draft = Files.createTempFile(folder, "." + file.getFileName(), ".new", OWNER_ONLY);
        try {
            fill(draft, bytes, StandardOpenOption.TRUNCATE_EXISTING);
            Files.createLink(file, draft);
            sync(folder);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Puts a finished draft in its place; the draft lies in the same file system. */
    public static void moveInto(Path draft, Path file) throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folderOf(file));
    }

    /** Makes the directory and those above it, where they are missing. */
    public static void directory(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Forces a directory's entries, or a file's content, to the disk. */
    public static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void fill(Path draft, byte[] bytes, OpenOption how) throws IOException {
        var options = Set.of(how, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(draft, options, OWNER_ONLY)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            throw FileTrouble.at(draft, e);
        }
    }

    private static Path folderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("'%s' is no place for a file".formatted(file));
        }
        return folder;
    }
}
