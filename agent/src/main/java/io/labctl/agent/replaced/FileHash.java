package io.labctl.agent.replaced;

import io.labctl.agent.machine.HeldEntry;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The SHA-256 of a file of any size. */
public final class FileHash {
    /** Bytes that are read in one go. A file of procfs says that it has none. */
    private static final int LEAST = 4 * 1024;

    private static final int MOST = 64 * 1024;

    private FileHash() {}

    public static String of(HeldEntry file) throws IOException {
        var digest = Sha256.digest();
        try (FileChannel content = file.open()) {
            var piece = ByteBuffer.allocate(Math.clamp(content.size() + 1, LEAST, MOST));
            while (content.read(piece) >= 0) {
                digest.update(piece.flip());
                piece.clear();
            }
        }
        return Sha256.hex(digest.digest());
    }
}
