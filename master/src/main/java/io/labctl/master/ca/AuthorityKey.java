package io.labctl.master.ca;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import org.jdbi.v3.core.Jdbi;

/**
 * Opens the authority with the key that encrypts its keys: from the environment, or a file that is
 * made when missing.
 */
public final class AuthorityKey {
    private AuthorityKey() {}

    public static CertificateAuthority open(
            CaConfig config,
            Jdbi jdbi,
            CertificateRepository certificates,
            Clock clock,
            SecureRandom random) {
        var encryption =
                new KeyEncryption(bytes(config, isMade(jdbi, certificates), random), random);
        var hierarchy = Hierarchy.readOrMake(jdbi, certificates, encryption, clock, random);
        return new CertificateAuthority(
                jdbi, certificates, new IssuancePolicy(random), hierarchy, clock);
    }

    private static boolean isMade(Jdbi jdbi, CertificateRepository certificates) {
        return jdbi.withHandle(db -> certificates.authority(db, "root").isPresent());
    }

    private static byte[] bytes(CaConfig config, boolean made, SecureRandom random) {
        try {
            String text =
                    config.key() != null
                            ? config.key().reveal()
                            : fromFile(config.keyFile(), made, random);
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length != KeyEncryption.KEY_BYTES) {
                throw new InvalidInput(
                        "the CA's encryption key has %d bytes instead of %d"
                                .formatted(key.length, KeyEncryption.KEY_BYTES));
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("the CA's encryption key is not base64", e);
        } catch (IOException e) {
            throw new Unavailable(
                    "the CA's key file '%s' is not usable: %s"
                            .formatted(config.keyFile(), FileTrouble.reason(e)),
                    e);
        }
    }

    private static String fromFile(Path file, boolean made, SecureRandom random)
            throws IOException {
        if (!Files.exists(file) && made) {
            throw new Unavailable(
                    "the CA's key file '%s' is missing, and the CA in the database is encrypted with it; put it back"
                            .formatted(file));
        }
        if (!Files.exists(file)) {
            byte[] fresh = new byte[KeyEncryption.KEY_BYTES];
            random.nextBytes(fresh);
            DurableFile.write(file, Base64.getEncoder().encode(fresh));
        }
        return Files.readString(file);
    }
}
