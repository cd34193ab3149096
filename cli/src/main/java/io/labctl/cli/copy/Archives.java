package io.labctl.cli.copy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * Archives one behind the other, as GNU tar writes them and in nothing but its own format: headers
 * that say again what an entry is called or how long it is (PAX), and files that are longer than
 * what is sent of them (sparse ones), are refused. What breaks off is never taken for an end. For
 * use by one thread.
 */
final class Archives {
    /** No system takes a path that is as long. */
    private static final int LONGEST_NAME = 64 * 1024;

    private static final byte LABEL = 'V';
    private static final ZipEncoding BYTES = ZipEncodingHelper.getZipEncoding(TarFormat.ENCODING);

    private final InputStream in;
    private final byte[] block = new byte[TarFormat.BLOCK];

    /** Of the archive that is being read. */
    private long blocks;

    /** Of the entry that was read last. */
    private long contentLeft;

    private int padding;

    /** Nothing is read yet. */
    Archives(InputStream in) {
        this.in = in;
    }

    /**
     * One thing in an archive.
     *
     * @param name with one character for each byte
     * @param linkName where a symbolic link leads to
     * @param size of its content in bytes
     * @param isLabel whether it is nothing but the name of the archive
     */
    record Entry(String name, String linkName, Attributes attributes, long size, boolean isLabel) {}

    /**
     * Goes on to the next thing, behind what was not read of the one before.
     *
     * @return empty at the end of an archive, behind which there may be another
     * @throws IOException when it breaks off or is none
     */
    Optional<Entry> next() throws IOException {
        skipContent();
        String longName = null;
        String longLink = null;
        while (readBlock()) {
            TarArchiveEntry header = header();
            switch (header.getLinkFlag()) {
                case TarConstants.LF_GNUTYPE_LONGNAME -> longName = text(header);
                case TarConstants.LF_GNUTYPE_LONGLINK -> longLink = text(header);
                default -> {
                    contentOf(header);
                    return Optional.of(
                            entry(
                                    header,
                                    longName == null ? header.getName() : longName,
                                    longLink == null ? header.getLinkName() : longLink));
                }
            }
        }
        endOfArchive();
        return Optional.empty();
    }

    /** Reads of the content of the last entry; answers -1 behind it. */
    int read(byte[] into) throws IOException {
        if (contentLeft == 0) {
            return -1;
        }
        int count = in.read(into, 0, (int) Math.min(into.length, contentLeft));
        if (count < 0) {
            throw brokenOff();
        }
        contentLeft -= count;
        return count;
    }

    /**
     * Reads on to where there is nothing any more.
     *
     * @throws IOException when something comes that is no padding
     */
    void end() throws IOException {
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            for (int i = 0; i < count; i++) {
                requireZero(block[i]);
            }
        }
    }

    private void skipContent() throws IOException {
        var skipped = new byte[TarFormat.RECORD];
        while (contentLeft > 0) {
            read(skipped);
        }
        if (in.readNBytes(block, 0, padding) < padding) {
            throw brokenOff();
        }
        padding = 0;
    }

    /** Answers false when it is one of zeros, as they stand at the end of an archive. */
    private boolean readBlock() throws IOException {
        if (in.readNBytes(block, 0, block.length) < block.length) {
            throw brokenOff();
        }
        blocks++;
        for (byte each : block) {
            if (each != 0) {
                return true;
            }
        }
        return false;
    }

    /** Two blocks of zeros, of which the first was read, and more until the record is full. */
    private void endOfArchive() throws IOException {
        do {
            if (readBlock()) {
                throw new IOException("something stands behind its end");
            }
        } while (blocks * TarFormat.BLOCK % TarFormat.RECORD != 0);
        blocks = 0;
    }

    private TarArchiveEntry header() throws IOException {
        if (!TarUtils.verifyCheckSum(block)) {
            throw new IOException("it is no archive");
        }
        try {
            return new TarArchiveEntry(block, BYTES, false);
        } catch (IllegalArgumentException e) {
            throw new IOException("it is no archive", e);
        }
    }

    private void contentOf(TarArchiveEntry header) throws IOException {
        long size = header.getSize();
        if (size < 0 || size > Long.MAX_VALUE - TarFormat.BLOCK) {
            throw new IOException("a size in it is none");
        }
        contentLeft = size;
        padding = (int) ((TarFormat.BLOCK - size % TarFormat.BLOCK) % TarFormat.BLOCK);
        blocks += (size + padding) / TarFormat.BLOCK;
    }

    /** What stands as the content of an entry that is only the name of the next one. */
    private String text(TarArchiveEntry header) throws IOException {
        if (header.getSize() > LONGEST_NAME) {
            throw new IOException("a name in it is longer than %d bytes".formatted(LONGEST_NAME));
        }
        contentOf(header);
        byte[] bytes = in.readNBytes((int) contentLeft);
        if (bytes.length < contentLeft) {
            throw brokenOff();
        }
        contentLeft = 0;
        skipContent();
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(Arrays.copyOf(bytes, end), StandardCharsets.ISO_8859_1);
    }

    private static Entry entry(TarArchiveEntry header, String name, String linkName)
            throws IOException {
        var attributes =
                new Attributes(
                        kind(header),
                        header.getMode() & TarFormat.MODE,
                        header.getLastModifiedTime());
        return new Entry(
                name, linkName, attributes, header.getSize(), header.getLinkFlag() == LABEL);
    }

    private static Attributes.Kind kind(TarArchiveEntry header) throws IOException {
        return switch (header.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM -> Attributes.Kind.FILE;
            case TarConstants.LF_DIR -> Attributes.Kind.FOLDER;
            case TarConstants.LF_SYMLINK -> Attributes.Kind.LINK;
            case TarConstants.LF_LINK,
                    TarConstants.LF_CHR,
                    TarConstants.LF_BLK,
                    TarConstants.LF_FIFO,
                    LABEL ->
                    Attributes.Kind.OTHER;
            default ->
                    throw new IOException(
                            "an entry of kind %d in it was not asked for"
                                    .formatted(header.getLinkFlag()));
        };
    }

    private static void requireZero(byte each) throws IOException {
        if (each != 0) {
            throw new IOException("something stands behind its end");
        }
    }

    private static EOFException brokenOff() {
        return new EOFException("it breaks off");
    }
}
