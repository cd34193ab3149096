package io.labctl.agent.replaced;

import io.labctl.agent.machine.HeldEntry;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;

/** The SHA-256 of a file of any size. */
public final class FileHash {
    private FileHash() {}

    public static String of(HeldEntry file) throws IOException {
        var digest = Sha256.digest();
        try (InputStream in = file.content();
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return Sha256.hex(digest.digest());
    }
}
