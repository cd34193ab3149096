package io.labctl.cli.copy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/**
 * What a server has packed, made in a folder that is empty and ours alone. The server is not
 * trusted: whatever it sends, nothing is made elsewhere. A thing is made only in a folder that the
 * archive itself has brought and that is still being filled, and never in the place of another; so
 * none is ever reached through a link. Nothing is kept in memory but the folders that are being
 * filled. For use by one thread.
 */
final class Unpacking {
    /** So many folders in one another are walked through with all of them open. */
    private static final int DEEPEST = 250;

    private static final FileAttribute<?> OURS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> FOLDER_OF_OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Archives archives;
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
    Unpacking(Archives archives, Path into, Remarks remarks, Progress progress) {
        this.archives = archives;
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
        String root = null;
        for (var next = archives.next(); next.isPresent(); next = archives.next()) {
            Archives.Entry entry = next.get();
            List<String> parts = parts(entry);
            if (root == null) {
                root = parts.getFirst();
                progress.expect(alone && parts.size() == 1 ? entry.size() : 0);
            } else if (!root.equals(parts.getFirst())) {
                throw notAskedFor(entry.name());
            }
            make(parts, entry);
        }
        fillUntil(into);
        return root;
    }

    /** A link that was named itself is followed there, so that none is ever the only thing. */
    private static List<String> parts(Archives.Entry entry) {
        List<String> parts = ByteNames.parts(entry.name());
        boolean isNamed = parts.size() == 1;
        if (entry.isLabel()
                || !parts.stream().allMatch(ByteNames::isPlain)
                || (isNamed && entry.attributes().kind() == Attributes.Kind.LINK)) {
            throw notAskedFor(entry.name());
        }
        if (parts.size() > DEEPEST) {
            throw new Conflict(
                    "the server sent more than %d folders in one another: nothing was copied"
                            .formatted(DEEPEST));
        }
        return parts;
    }

    private static Conflict notAskedFor(String name) {
        return new Conflict(
                "the server sent '%s', which was not asked for: nothing was copied"
                        .formatted(Printable.of(ByteNames.shown(name))));
    }

    private void make(List<String> parts, Archives.Entry entry) throws IOException {
        Path folder = into;
        for (String part : parts.subList(0, parts.size() - 1)) {
            folder = folder.resolve(ByteNames.name(part));
        }
        if (!fillUntil(folder)) {
            throw notAskedFor(entry.name());
        }
        Path file = folder.resolve(ByteNames.name(parts.getLast()));
        try {
            make(file, entry);
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

    private void make(Path file, Archives.Entry entry) throws IOException {
        switch (entry.attributes().kind()) {
            case FOLDER -> {
                Files.createDirectory(file, FOLDER_OF_OURS);
                open.push(new Folder(file, entry.attributes()));
            }
            case LINK -> Files.createSymbolicLink(file, ByteNames.path(entry.linkName()));
            case FILE -> {
                write(file);
                entry.attributes().giveTo(file);
            }
            case OTHER ->
                    remarks.fault(
                            "'%s' is no file, folder or symbolic link, and was not copied"
                                    .formatted(Printable.whole(into.relativize(file).toString())));
        }
    }

    private void write(Path file) throws IOException {
        try (var written =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        OURS_ALONE)) {
            for (int count = archives.read(buffer); count >= 0; count = archives.read(buffer)) {
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
