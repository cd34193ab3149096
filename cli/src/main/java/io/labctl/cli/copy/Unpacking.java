package io.labctl.cli.copy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a server has packed, made in a folder that is empty and ours alone. The server is not
 * trusted: whatever it sends, nothing is made elsewhere. A thing is made only in a folder that the
 * archive itself has brought and that is still being filled, and never in the place of another; so
 * none is ever reached through a link. For use by one thread.
 */
final class Unpacking {
    private static final int BLOCK = 512;
    private static final FileAttribute<?> OURS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> FOLDER_OF_OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final InputStream in;
    private final Path into;
    private final Remarks remarks;
    private final Progress progress;
    private final byte[] buffer = new byte[64 * 1024];

    /** The folder that is being filled, on those that it is in. */
    private final Deque<Folder> open = new ArrayDeque<>();

    /** What the folder is to be like when it is full. */
    private record Folder(Path path, Attributes attributes) {}

    /**
     * Nothing is read yet.
     *
     * @param into a folder that is empty
     */
    Unpacking(InputStream in, Path into, Remarks remarks, Progress progress) {
        this.in = in;
        this.into = into;
        this.remarks = remarks;
        this.progress = progress;
    }

    /**
     * Reads one archive, of one file or folder.
     *
     * @param alone whether there is no other
     * @return the name under which the server has sent it; null when it sent nothing
     * @throws Conflict when it sent what nobody has asked for
     * @throws IOException when the archive breaks off, or something cannot be written
     */
    @Nullable String unpack(boolean alone) throws IOException {
        var tar = new TarArchiveInputStream(in, Packing.RECORD, BLOCK, Packing.ENCODING);
        String root = null;
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            List<String> parts = parts(entry);
            if (root == null) {
                root = parts.getFirst();
                progress.expect(alone && parts.size() == 1 ? entry.getSize() : 0);
            } else if (!root.equals(parts.getFirst())) {
                throw notAskedFor(entry.getName());
            }
            make(parts, entry, tar);
        }
        fillUntil(into);
        return root;
    }

    private static List<String> parts(TarArchiveEntry entry) {
        List<String> parts = ByteNames.parts(entry.getName());
        if (!parts.stream().allMatch(ByteNames::isPlain)) {
            throw notAskedFor(entry.getName());
        }
        return parts;
    }

    private static Conflict notAskedFor(String name) {
        return new Conflict(
                "the server sent '%s', which was not asked for: nothing was copied"
                        .formatted(Printable.of(ByteNames.shown(name))));
    }

    private void make(List<String> parts, TarArchiveEntry entry, TarArchiveInputStream tar)
            throws IOException {
        Path folder = into;
        for (String part : parts.subList(0, parts.size() - 1)) {
            folder = folder.resolve(ByteNames.path(part));
        }
        if (!fillUntil(folder)) {
            throw notAskedFor(entry.getName());
        }
        Path file = folder.resolve(ByteNames.path(parts.getLast()));
        try {
            make(file, entry, tar);
        } catch (FileSystemException e) {
            throw FileTrouble.of(into.relativize(file), e);
        }
    }

    /** Answers whether this folder is one that is being filled; those in it are full then. */
    private boolean fillUntil(Path folder) throws IOException {
        while (!open.isEmpty() && !open.peek().path().equals(folder)) {
            Folder full = open.pop();
            full.attributes().giveTo(full.path());
        }
        return !open.isEmpty() || folder.equals(into);
    }

    private void make(Path file, TarArchiveEntry entry, TarArchiveInputStream tar)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectory(file, FOLDER_OF_OURS);
            open.push(new Folder(file, attributes(Attributes.Kind.FOLDER, entry)));
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, ByteNames.path(entry.getLinkName()));
        } else if (isOrdinary(entry)) {
            write(file, tar);
            attributes(Attributes.Kind.FILE, entry).giveTo(file);
        } else {
            remarks.fault(
                    "'%s' is no file, folder or symbolic link, and was not copied"
                            .formatted(Printable.whole(into.relativize(file).toString())));
        }
    }

    private static boolean isOrdinary(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isLink()
                && !entry.isCharacterDevice()
                && !entry.isBlockDevice()
                && !entry.isFIFO();
    }

    private static Attributes attributes(Attributes.Kind kind, TarArchiveEntry entry) {
        return new Attributes(kind, entry.getMode() & Packing.MODE, entry.getLastModifiedTime());
    }

    private void write(Path file, TarArchiveInputStream content) throws IOException {
        try (var written =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        OURS_ALONE)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                write(file, written, ByteBuffer.wrap(buffer, 0, count));
                progress.copied(count);
            }
        }
    }

    private static void write(Path file, FileChannel written, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                written.write(bytes);
            }
        } catch (IOException e) {
            throw FileTrouble.at(file, e);
        }
    }
}
