package io.labctl.cli.copy;

import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Files and folders of this machine as an archive for tar(1). What cannot be read is left out, and
 * said. For use by one thread.
 */
final class Packing {
    /** In bytes, which are kept in memory. */
    private static final int LONGEST_UNSIZED = 16 << 20;

    private final TarArchiveOutputStream tar;
    private final Remarks remarks;
    private final Progress progress;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    Packing(OutputStream out, Remarks remarks, Progress progress) {
        this.tar = new TarArchiveOutputStream(out, TarFormat.RECORD, TarFormat.ENCODING);
        this.remarks = remarks;
        this.progress = progress;
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    }

    /**
     * With all that is in it; a symbolic link that is named itself is followed.
     *
     * @throws IOException when the archive takes no more, or a file cannot be read to its end
     */
    void add(Path source, String name) throws IOException {
        add(source, "./" + name, new LinkOption[0]);
    }

    /** Something empty, to be found in the end by who unpacks it. */
    void mark(String name) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry("./" + name, TarConstants.LF_NORMAL));
        tar.closeArchiveEntry();
    }

    /** That is all; the archive's stream is closed. */
    void end() throws IOException {
        tar.close();
    }

    private void add(Path file, String name, LinkOption... links) throws IOException {
        Attributes about;
        try {
            about = Attributes.of(file, links);
        } catch (IOException e) {
            leftOut(file, e);
            return;
        }
        switch (about.kind()) {
            case FOLDER -> addFolder(file, name, about);
            case FILE -> addFile(file, name, about, links);
            case LINK -> addLink(file, name, about);
            case OTHER ->
                    remarks.fault(
                            "'%s' is no file, folder or symbolic link, and was not copied"
                                    .formatted(shown(file)));
        }
    }

    private void addFolder(Path folder, String name, Attributes about) throws IOException {
        put(entry(name + "/", TarConstants.LF_DIR, about));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path each : all) {
                add(each, name + "/" + ByteNames.ofName(each), LinkOption.NOFOLLOW_LINKS);
            }
        } catch (DirectoryIteratorException e) {
            leftOut(folder, Objects.requireNonNull(e.getCause()));
        } catch (FileSystemException e) {
            leftOut(folder, e);
        }
    }

    private void addLink(Path link, String name, Attributes about) throws IOException {
        TarArchiveEntry entry = entry(name, TarConstants.LF_SYMLINK, about);
        try {
            entry.setLinkName(ByteNames.of(Files.readSymbolicLink(link)));
        } catch (IOException e) {
            leftOut(link, e);
            return;
        }
        put(entry);
    }

    private void addFile(Path file, String name, Attributes about, LinkOption... links)
            throws IOException {
        FileChannel content;
        try {
            content = FileChannel.open(file, Attributes.reading(links));
        } catch (IOException e) {
            leftOut(file, e);
            return;
        }
        TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, about);
        try (content) {
            long size = content.size();
            if (size == 0) {
                addUnsized(file, content, entry);
                return;
            }
            entry.setSize(size);
            tar.putArchiveEntry(entry);
            copy(file, content, size);
            tar.closeArchiveEntry();
        }
        sayIfChanged(file, about, links);
    }

    /** Files of the kernel say that they are empty: what they hold is known when it is read. */
    private void addUnsized(Path file, FileChannel content, TarArchiveEntry entry)
            throws IOException {
        byte[] bytes;
        try {
            bytes = Channels.newInputStream(content).readNBytes(LONGEST_UNSIZED + 1);
        } catch (IOException e) {
            leftOut(file, e);
            return;
        }
        if (bytes.length > LONGEST_UNSIZED) {
            remarks.fault(
                    "'%s' does not say how long it is, has more than %d MiB, and was not copied"
                            .formatted(shown(file), LONGEST_UNSIZED >> 20));
            return;
        }
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
        progress.copied(bytes.length);
    }

    private void copy(Path file, FileChannel content, long size) throws IOException {
        long left = size;
        while (left > 0) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            int count;
            try {
                count = content.read(buffer);
            } catch (IOException e) {
                throw new Unreadable("'%s': %s".formatted(shown(file), FileTrouble.reason(e)), e);
            }
            if (count < 0) {
                throw new Unreadable(
                        "'%s' became shorter while it was read".formatted(shown(file)));
            }
            tar.write(buffer.array(), 0, count);
            left -= count;
            progress.copied(count);
        }
    }

    private void sayIfChanged(Path file, Attributes before, LinkOption... links) {
        try {
            if (Attributes.of(file, links).modified().equals(before.modified())) {
                return;
            }
        } catch (IOException e) {
            // it is gone, which is a change too
        }
        remarks.fault("'%s' changed while it was read".formatted(shown(file)));
    }

    private void put(TarArchiveEntry entry) throws IOException {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, byte kind, Attributes about) {
        var entry = new TarArchiveEntry(name, kind);
        entry.setMode(about.mode() & TarFormat.MODE);
        entry.setModTime(FileTime.from(about.modified().to(TimeUnit.SECONDS), TimeUnit.SECONDS));
        return entry;
    }

    private void leftOut(Path file, IOException e) {
        remarks.fault("'%s': %s".formatted(shown(file), FileTrouble.reason(e)));
    }

    private static String shown(Path file) {
        return Printable.whole(file.toString());
    }
}
