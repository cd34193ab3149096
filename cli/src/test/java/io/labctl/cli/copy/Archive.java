package io.labctl.cli.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** What a server might send: an archive of anything, in any order. */
final class Archive {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar =
            new TarArchiveOutputStream(bytes, TarFormat.RECORD, TarFormat.ENCODING);

    Archive() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    }

    Archive file(String name, String content) {
        return file(name, content, 0644);
    }

    Archive file(String name, String content, int mode) {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
        entry.setMode(mode);
        entry.setSize(text.length);
        return put(entry, text);
    }

    Archive folder(String name) {
        return folder(name, 0755);
    }

    Archive folder(String name, int mode) {
        var entry = new TarArchiveEntry(name + "/", TarConstants.LF_DIR, true);
        entry.setMode(mode);
        return put(entry, new byte[0]);
    }

    Archive link(String name, String to) {
        return put(name, to, TarConstants.LF_SYMLINK);
    }

    Archive hardLink(String name, String to) {
        return put(name, to, TarConstants.LF_LINK);
    }

    Archive device(String name) {
        return put(name, "", TarConstants.LF_CHR);
    }

    Archive pipe(String name) {
        return put(name, "", TarConstants.LF_FIFO);
    }

    /** Of any kind that the format has, with content. */
    Archive entry(String name, byte kind, String content) {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name, kind, true);
        entry.setSize(text.length);
        return put(entry, text);
    }

    /** A file whose name is said in a header before it, in UTF-8. */
    Archive pax(String name, String content) {
        String record = " path=" + name + "\n";
        int length = record.getBytes(StandardCharsets.UTF_8).length + 2;
        return entry("./PaxHeaders/x", TarConstants.LF_PAX_EXTENDED_HEADER_LC, length + record)
                .file("./x", content);
    }

    /** Its name is all that there is to it. */
    Archive label(String name) {
        return entry(name, (byte) 'V', "");
    }

    private Archive put(String name, String to, byte kind) {
        var entry = new TarArchiveEntry(name, kind, true);
        entry.setLinkName(to);
        return put(entry, new byte[0]);
    }

    private Archive put(TarArchiveEntry entry, byte[] content) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InputStream sent() {
        try {
            tar.close();
            return new ByteArrayInputStream(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only so much of it. */
    InputStream sent(int length) throws IOException {
        return new ByteArrayInputStream(sent().readNBytes(length));
    }
}
