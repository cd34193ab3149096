package io.labctl.master.database;

import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The password of the embedded database, made once and kept in a file that only labd reads. */
record DatabasePassword(SecureRandom random) {
    private static final int BYTES = 24;

    Secret readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[BYTES];
            random.nextBytes(fresh);
            DurableFile.write(file, Base64.getUrlEncoder().withoutPadding().encode(fresh));
        }
        return new Secret(Files.readString(file).strip());
    }
}
