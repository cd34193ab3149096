package io.labctl.master.ca;

import io.labctl.catalog.error.InvalidInput;
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
import java.util.Base64;
import java.util.Optional;
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
     * Looks at the key before anything is made that would be in vain.
     *
     * @param data the folder that labd makes where it is missing
     * @throws InvalidInput when it is not a key
     * @throws Unavailable when its file cannot be read or made
     */
    public static void check(CaConfig config, Path data) {
        if (config.key() != null || Files.exists(config.keyFile())) {
            bytes(config);
            return;
        }
        Path folder = config.keyFile().toAbsolutePath().getParent();
        if (folder != null && !folder.startsWith(data) && !Files.isDirectory(folder)) {
            throw new Unavailable(
                    "the CA's key file '%s' cannot be made: there is no folder '%s'"
                            .formatted(config.keyFile(), folder));
        }
    }

    /** What keeps a text from being a key; empty when it is one. */
    public static Optional<String> fault(Secret text) {
        try {
            int bytes = decoded(text.reveal()).length;
            return bytes == KeyEncryption.KEY_BYTES
                    ? Optional.empty()
                    : Optional.of(notAKey("it holds " + bytes));
        } catch (IllegalArgumentException e) {
            return Optional.of(notAKey("it is not base64"));
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
        byte[] fresh = new byte[KeyEncryption.KEY_BYTES];
        random.nextBytes(fresh);
        try {
            DurableFile.writeNew(file, Base64.getEncoder().encode(fresh));
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static byte[] bytes(CaConfig config) {
        Secret text = config.key() != null ? config.key() : content(config.keyFile());
        fault(text)
                .ifPresent(
                        fault -> {
                            throw new InvalidInput(source(config) + " " + fault);
                        });
        return decoded(text.reveal());
    }

    private static Secret content(Path file) {
        try {
            return new Secret(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.strip());
    }

    private static String source(CaConfig config) {
        return config.key() != null
                ? "environment variable LABD_CA_KEY:"
                : "ca.key-file '%s'".formatted(config.keyFile());
    }

    private static String notAKey(String but) {
        return "must hold the CA's encryption key, %d bytes in base64, but %s"
                .formatted(KeyEncryption.KEY_BYTES, but);
    }

    private static Unavailable unusable(Path file, IOException e) {
        return new Unavailable(
                "the CA's key file '%s' is not usable: %s".formatted(file, FileTrouble.reason(e)),
                e);
    }
}
