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
        if (config.key() == null && !Files.exists(config.keyFile())) {
            makeFile(config.keyFile(), jdbi.withHandle(certificates::hasAuthority), random);
        }
        var encryption = new KeyEncryption(bytes(config), random);
        var hierarchy = Hierarchy.readOrMake(jdbi, certificates, encryption, clock, random);
        return new CertificateAuthority(
                jdbi, certificates, new IssuancePolicy(random), hierarchy, clock);
    }

    /**
     * Never beside an authority that another key encrypted: the new one would only be in the way of
     * the right one.
     */
    private static void makeFile(Path file, boolean tooLate, SecureRandom random) {
        if (tooLate && Files.exists(file)) {
            return; // another start made both since this one looked for the file
        }
        if (tooLate) {
            throw new Unavailable(
                    "the database holds an authority, but the key file '%s' that opens it is not there; put it back, or give its content in LABD_CA_KEY"
                            .formatted(file));
        }
        byte[] fresh = new byte[KeyEncryption.KEY_BYTES];
        random.nextBytes(fresh);
        try {
            DurableFile.writeNew(file, Base64.getEncoder().encode(fresh));
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static byte[] bytes(CaConfig config) {
        try {
            String text =
                    config.key() != null
                            ? config.key().reveal()
                            : Files.readString(config.keyFile());
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length != KeyEncryption.KEY_BYTES) {
                throw new InvalidInput(notAKey(config, "it holds " + key.length));
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(notAKey(config, "it is not base64"), e);
        } catch (IOException e) {
            throw unusable(config.keyFile(), e);
        }
    }

    private static String notAKey(CaConfig config, String but) {
        String source =
                config.key() != null
                        ? "environment variable LABD_CA_KEY"
                        : "ca.key-file '%s'".formatted(config.keyFile());
        return "%s must hold the CA's encryption key, %d bytes in base64, but %s"
                .formatted(source, KeyEncryption.KEY_BYTES, but);
    }

    private static Unavailable unusable(Path file, IOException e) {
        return new Unavailable(
                "the CA's key file '%s' is not usable: %s".formatted(file, FileTrouble.reason(e)),
                e);
    }
}
