package io.labctl.master.database;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second labd out of a folder; the system takes the lock away when its holder is killed.
 * What stands in the file only tells others which process has it.
 */
final class FolderLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

    private static final int LONGEST_SIGNATURE = 64;

    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock at once or not at all.
     *
     * @throws Unavailable when another holds it
     */
    static FolderLock take(Path folder) throws IOException {
        FileChannel file =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (!locked(file)) {
            try (file) {
                throw new Unavailable(
                        "the folder '%s' is in use by another labd%s; stop that one, or give another folder with --data"
                                .formatted(folder, holder(file)));
            }
        }
        sign(file);
        return new FolderLock(file);
    }

    private static void sign(FileChannel file) {
        try {
            byte[] signature = signature(ProcessHandle.current()).getBytes(US_ASCII);
            file.truncate(0).write(ByteBuffer.wrap(signature), 0);
        } catch (IOException e) { // on a full disk; it is locked all the same
            LOG.atWarn()
                    .addKeyValue("reason", FileTrouble.reason(e))
                    .log("a lock does not say whose it is");
        }
    }

    /** With its start: a pid alone may be given away again, or be another namespace's. */
    private static String signature(ProcessHandle process) {
        return "%d %s\n"
                .formatted(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** As it goes behind "another labd"; nothing when it cannot be seen from here. */
    private static String holder(FileChannel file) throws IOException {
        var bytes = ByteBuffer.allocate(LONGEST_SIGNATURE);
        file.read(bytes, 0);
        String signature = US_ASCII.decode(bytes.flip()).toString();
        String pid = signature.replaceFirst(" (?s:.*)", "");
        boolean runs =
                pid.matches("[0-9]{1,10}")
                        && ProcessHandle.of(Long.parseLong(pid))
                                .filter(each -> signature(each).equals(signature))
                                .isPresent();
        return runs ? ", pid " + pid : "";
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("a lock was not given back");
        }
    }
}
