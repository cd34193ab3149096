package io.labctl.master.bootstrap;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.identity.Pem;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.PersonId;
import io.labctl.master.ca.CertificateAuthority;
import io.labctl.master.ca.CertificateKeys;
import io.labctl.master.ca.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * The first person: a certificate for {@code admin} with its key and a complete labctl
 * configuration, in files that only labd's account can read. Made on the first start and left alone
 * ever after.
 */
public final class AdminCredential {
    private static final PersonId ADMIN = new PersonId(new DnsLabel("admin"));

    private final Path directory;

    public AdminCredential(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** The labctl configuration, for {@code LABCTL_CONFIG}. */
    public Path config() {
        return directory.resolve("config.yaml");
    }

    /**
     * The credential is written as a whole or not at all: a folder is filled beside it and moved
     * into place.
     */
    public void makeOnce(
            CertificateAuthority authority, Duration lifetime, String url, SecureRandom random) {
        try {
            if (Files.exists(directory)) {
                write(config(), config(url)); // labd may listen elsewhere than it did
                return;
            }
            Path fresh =
                    Files.createTempDirectory(
                            directory.getParent(),
                            "admin.",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
            KeyPair keys = CertificateKeys.generate(random);
            var template =
                    authority.template(
                            Profile.USER,
                            ADMIN.toString(),
                            ADMIN.name().value(),
                            List.of(),
                            keys.getPublic(),
                            lifetime);
            write(fresh.resolve("ca.pem"), Pem.of(List.of(authority.root())));
            write(fresh.resolve("admin.crt"), Pem.of(authority.issue(template)));
            write(fresh.resolve("admin.key"), Pem.of(keys.getPrivate()));
            write(fresh.resolve("config.yaml"), config(url));
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Unavailable(
                    "the admin credential cannot be written to '%s': %s"
                            .formatted(directory, FileTrouble.reason(e)),
                    e);
        }
    }

    private String config(String url) {
        return """
        current-context: labd
        contexts:
          labd:
            server: %s
            ca: %s
            certificate: %s
            key: %s
        """
                .formatted(
                        url,
                        directory.resolve("ca.pem"),
                        directory.resolve("admin.crt"),
                        directory.resolve("admin.key"));
    }

    private static void write(Path file, String text) throws IOException {
        DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
