package io.labctl.master.ca;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The root and the issuing authority below it: made once, on the first start, and read ever after.
 */
record Hierarchy(AuthorityKeys root, AuthorityKeys issuing) {
    private static final String ROOT = "root";
    private static final String ISSUING = "issuing";
    private static final Duration ROOT_LIFE = Duration.ofDays(20 * 365);
    private static final Duration ISSUING_LIFE = Duration.ofDays(10 * 365);

    /**
     * In one transaction: of two replicas that start at the same time, one makes it and both use
     * it.
     */
    static Hierarchy readOrMake(
            Jdbi jdbi,
            CertificateRepository certificates,
            KeyEncryption encryption,
            Clock clock,
            SecureRandom random) {
        return jdbi.inTransaction(
                TransactionIsolationLevel.SERIALIZABLE,
                db -> {
                    var maker = new Maker(certificates, encryption, clock.instant(), random);
                    return maker.read(db, certificates.authority(db, ROOT).isPresent());
                });
    }

    private record Maker(
            CertificateRepository certificates,
            KeyEncryption encryption,
            Instant now,
            SecureRandom random) {
        Hierarchy read(Handle db, boolean exists) {
            return exists ? new Hierarchy(stored(db, ROOT), stored(db, ISSUING)) : make(db);
        }

        private Hierarchy make(Handle db) {
            // As early as the leaves below them begin, for machines whose clock is behind.
            Instant start = now.minus(CertificateAuthority.CLOCK_SKEW);
            Signing.Validity rootLife = new Signing.Validity(start, now.plus(ROOT_LIFE));
            KeyPair rootKeys = CertificateKeys.generate(random);
            String label = CertificateKeys.hash(rootKeys.getPublic()).substring(0, 8);
            X509Certificate root =
                    Signing.root(
                            Signing.commonName("labctl root " + label),
                            rootKeys.getPublic(),
                            rootKeys.getPrivate(),
                            Serial.random(random),
                            rootLife);
            KeyPair issuingKeys = CertificateKeys.generate(random);
            X509Certificate issuing =
                    Signing.issuing(
                            Signing.commonName("labctl issuing " + label),
                            issuingKeys.getPublic(),
                            root,
                            rootKeys.getPrivate(),
                            Serial.random(random),
                            new Signing.Validity(start, now.plus(ISSUING_LIFE)));
            store(db, ROOT, root, rootKeys);
            store(db, ISSUING, issuing, issuingKeys);
            return new Hierarchy(
                    new AuthorityKeys(root, rootKeys.getPrivate()),
                    new AuthorityKeys(issuing, issuingKeys.getPrivate()));
        }

        private void store(Handle db, String kind, X509Certificate certificate, KeyPair keys) {
            String encrypted = encryption.encrypt(kind, keys.getPrivate().getEncoded());
            certificates.storeAuthority(
                    db,
                    kind,
                    new CertificateRepository.StoredAuthority(certificate, encrypted),
                    now);
        }

        private AuthorityKeys stored(Handle db, String kind) {
            var stored = certificates.authority(db, kind).orElseThrow();
            return new AuthorityKeys(
                    stored.certificate(),
                    CertificateKeys.fromPkcs8(encryption.decrypt(kind, stored.encryptedKey())));
        }
    }
}
