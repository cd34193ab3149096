package io.labctl.master.bootstrap;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.identity.KeyMatch;
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
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first person: a certificate for {@code admin} with its key and a complete labctl
 * configuration, in files that only labd's account can read. Made on the first start; at later ones
 * the certificate is renewed, for the same key, when less than a third of its life is left.
 */
public final class AdminCredential {
    private static final Logger LOG = LoggerFactory.getLogger(AdminCredential.class);
    private static final PersonId ADMIN = new PersonId(new DnsLabel("admin"));

    private final Path directory;
    private final CertificateAuthority authority;
    private final Duration lifetime;
    private final Clock clock;
    private final SecureRandom random;

    public AdminCredential(
            Path directory,
            CertificateAuthority authority,
            Duration lifetime,
            Clock clock,
            SecureRandom random) {
        this.directory = directory.toAbsolutePath();
        this.authority = authority;
        this.lifetime = lifetime;
        this.clock = clock;
        this.random = random;
    }

    /** The labctl configuration, for {@code LABCTL_CONFIG}. */
    public Path config() {
        return directory.resolve("config.yaml");
    }

    private Path certificate() {
        return directory.resolve("admin.crt");
    }

    private Path key() {
        return directory.resolve("admin.key");
    }

    /**
     * Makes it or keeps it usable; writes only what is not there as it should be.
     *
     * @param url where labd is reached now; it may listen elsewhere than it did
     * @throws Unavailable when it cannot be written and what is there is of no use
     */
    public void keep(String url) {
        try {
            bringUpToDate(url);
        } catch (IOException e) {
            goOnWithWhatIsThere(e);
        }
    }

    private void bringUpToDate(String url) throws IOException {
        if (!Files.exists(directory)) {
            makeWhole(url);
            return;
        }
        Optional<X509Certificate> held = held();
        if (held.isEmpty()) {
            replace();
        } else if (isDue(held.get())) {
            renew(held.get());
        }
        writeWayToLabd(directory, url);
    }

    private void goOnWithWhatIsThere(IOException e) {
        String reason = FileTrouble.reason(e);
        if (!isUsable()) {
            throw new Unavailable(
                    "the admin credential cannot be written to '%s': %s%s"
                            .formatted(
                                    directory,
                                    reason,
                                    FileTrouble.isFullDisk(e) ? "; free space on its disk" : ""),
                    e);
        }
        LOG.atWarn()
                .addKeyValue("folder", directory)
                .addKeyValue("reason", reason)
                .log(
                        "the admin credential could not be brought up to date; the next start tries again");
    }

    /** A folder is filled beside the place and moved into it: it is there as a whole or not. */
    private void makeWhole(String url) throws IOException {
        Path draft = directory.resolveSibling(directory.getFileName() + ".new");
        deleteDraft(draft); // of a labd that was killed: its key is as good as the one to be made
        try {
            Files.createDirectory(
                    draft,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            writeKeyAndCertificate(draft);
            writeWayToLabd(draft, url);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteDraft(draft);
        }
    }

    private static void deleteDraft(Path draft) throws IOException {
        if (!Files.exists(draft)) {
            return;
        }
        try (var files = Files.newDirectoryStream(draft)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(draft);
    }

    /** At every start: neither is a secret, and labctl can do nothing when one is lost or wrong. */
    private void writeWayToLabd(Path folder, String url) throws IOException {
        write(folder.resolve("ca.pem"), Pem.of(List.of(authority.root())));
        write(folder.resolve("config.yaml"), config(url));
    }

    /** The certificate last: without it all is made anew the next time. */
    private void writeKeyAndCertificate(Path folder) throws IOException {
        KeyPair keys = CertificateKeys.generate(random);
        write(folder.resolve("admin.key"), Pem.of(keys.getPrivate()));
        write(folder.resolve("admin.crt"), Pem.of(issue(keys.getPublic())));
    }

    /**
     * Empty when a part is lost or damaged, the key is not the certificate's, or another authority
     * issued it: what is there is of no use then.
     */
    private Optional<X509Certificate> held() throws IOException {
        if (!Files.exists(certificate()) || !Files.exists(key())) {
            return Optional.empty();
        }
        String crt = Files.readString(certificate(), StandardCharsets.ISO_8859_1);
        String key = Files.readString(key(), StandardCharsets.ISO_8859_1);
        try {
            return Pem.certificates("admin.crt", crt).stream()
                    .findFirst()
                    .filter(authority::issued)
                    .filter(each -> isKeyOf(each, key));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    private static boolean isKeyOf(X509Certificate certificate, String pem) {
        String algorithm = certificate.getPublicKey().getAlgorithm();
        return KeyMatch.isKeyOf(Pem.key("admin.key", pem, algorithm), certificate);
    }

    private boolean isUsable() {
        try {
            return Files.isRegularFile(directory.resolve("ca.pem"))
                    && Files.isRegularFile(config())
                    && held().filter(
                                    each -> each.getNotAfter().toInstant().isAfter(clock.instant()))
                            .isPresent();
        } catch (IOException e) {
            return false; // what cannot be read is of no use to labctl either
        }
    }

    private boolean isDue(X509Certificate held) {
        Instant end = held.getNotAfter().toInstant();
        Duration life = Duration.between(held.getNotBefore().toInstant(), end);
        return clock.instant().isAfter(end.minus(life.dividedBy(3)));
    }

    private void renew(X509Certificate held) throws IOException {
        write(certificate(), Pem.of(issue(held.getPublicKey())));
        LOG.atInfo()
                .addKeyValue("file", certificate())
                .addKeyValue("ended", held.getNotAfter().toInstant())
                .log("the admin certificate is renewed");
    }

    private void replace() throws IOException {
        Files.deleteIfExists(certificate());
        writeKeyAndCertificate(directory);
        LOG.atWarn()
                .addKeyValue("folder", directory)
                .log("the admin credential was of no use any more and is made anew");
    }

    private List<X509Certificate> issue(PublicKey key) {
        return authority.issue(
                authority.template(
                        Profile.USER,
                        ADMIN.toString(),
                        ADMIN.name().value(),
                        List.of(),
                        key,
                        lifetime));
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
                .formatted(url, directory.resolve("ca.pem"), certificate(), key());
    }

    private static void write(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            DurableFile.write(file, bytes);
        }
    }
}
