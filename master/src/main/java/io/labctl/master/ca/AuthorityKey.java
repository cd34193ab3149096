package io.labctl.master.ca;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
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
        var encryption = new KeyEncryption(key(config), random);
        var hierarchy = Hierarchy.readOrMake(jdbi, certificates, encryption, clock, random);
        return new CertificateAuthority(
                jdbi, certificates, new IssuancePolicy(random), hierarchy, clock);
    }

    /**
     * Looks at the key before anything is made that would be in vain.
     *
     * @param data the folder that labd makes where it is missing
     * @throws InvalidInput when it is not a key
     * @throws Unavailable when its file cannot be read or made
     */
    public static void check(CaConfig config, Path data) {
        if (config.key() != null || Files.exists(config.keyFile())) {
            key(config);
            return;
        }
        Path folder = config.keyFile().toAbsolutePath().getParent();
        if (folder != null && !folder.startsWith(data) && !Files.isDirectory(folder)) {
            throw new Unavailable(
                    "the CA's key file '%s' cannot be made: there is no folder '%s'"
                            .formatted(config.keyFile(), folder));
        }
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
        String fresh = EncryptionKey.fresh(random).written().reveal();
        try {
            DurableFile.writeNew(file, fresh.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /**
     * The key itself, which is there once the authority is.
     *
     * @throws LabException as {@link #check} does
     */
    public static EncryptionKey key(CaConfig config) {
        return config.key() != null ? config.key() : keyIn(config.keyFile());
    }

    private static EncryptionKey keyIn(Path file) {
        Secret written = content(file);
        try {
            return EncryptionKey.of(written);
        } catch (InvalidInput e) {
            throw new InvalidInput("ca.key-file '%s' %s".formatted(file, e.sentence()), e);
        }
    }

    private static Secret content(Path file) {
        try {
            return new Secret(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Unavailable unusable(Path file, IOException e) {
        return new Unavailable(
                "the CA's key file '%s' is not usable: %s".formatted(file, FileTrouble.reason(e)),
                e);
    }
}
