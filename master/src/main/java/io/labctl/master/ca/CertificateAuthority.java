package io.labctl.master.ca;

import io.labctl.catalog.identity.CaPin;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Signs for agents, people and labd itself. Safe for use by many threads. */
public final class CertificateAuthority {
    /**
     * Clocks of a fleet differ a little; a new certificate already holds for a machine that is
     * behind.
     */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Jdbi jdbi;
    private final CertificateRepository certificates;
    private final IssuancePolicy policy;
    private final Hierarchy hierarchy;
    private final Clock clock;

    CertificateAuthority(
            Jdbi jdbi,
            CertificateRepository certificates,
            IssuancePolicy policy,
            Hierarchy hierarchy,
            Clock clock) {
        this.jdbi = jdbi;
        this.certificates = certificates;
        this.policy = policy;
        this.hierarchy = hierarchy;
        this.clock = clock;
    }

    /** The certificate that everything of this labd is trusted by. */
    public X509Certificate root() {
        return hierarchy.root().certificate();
    }

    X509Certificate issuing() {
        return hierarchy.issuing().certificate();
    }

    /** Whether this authority signed it, in force or not. */
    public boolean issued(X509Certificate certificate) {
        try {
            certificate.verify(issuing().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The pin of the root for join tokens. */
    public CaPin pin() {
        return CaPin.of(root().getPublicKey());
    }

    /**
     * Refuses a key that would not be signed, before anything else is done for it.
     *
     * @throws io.labctl.catalog.error.InvalidInput when it is not ECDSA on P-256
     */
    public static void checkKey(PublicKey key) {
        IssuancePolicy.checkKey(key);
    }

    /**
     * A template that starts now and holds for {@code lifetime}, cut at the issuer's own end (RFC
     * 5280, 4.1.2.5).
     */
    public CertificateTemplate template(
            Profile profile,
            String identity,
            String commonName,
            List<String> hosts,
            PublicKey key,
            Duration lifetime) {
        Instant now = clock.instant();
        Instant end = now.plus(lifetime);
        Instant last = issuing().getNotAfter().toInstant();
        return new CertificateTemplate(
                profile,
                identity,
                commonName,
                hosts,
                key,
                now.minus(CLOCK_SKEW),
                end.isBefore(last) ? end : last);
    }

    /** A certificate whose issuing is decided and recorded, but which is not signed yet. */
    public final class Intent {
        private final CheckedTemplate checked;

        private Intent(CheckedTemplate checked) {
            this.checked = checked;
        }

        public Serial serial() {
            return checked.serial();
        }

        /**
         * Signs what was recorded. The transaction of {@link #intend} must have been committed: a
         * crash after any step leaves a record of it.
         *
         * @return the leaf first, then its issuer, without the root
         */
        public List<X509Certificate> sign() {
            // 4. sign
            X509Certificate leaf = Signing.leaf(checked, issuing(), hierarchy.issuing().key());
            // 5. check what was signed
            verify(leaf);
            // 6. store it
            jdbi.useTransaction(db -> certificates.store(db, checked.serial(), leaf));
            return List.of(leaf, issuing());
        }
    }

    /** Checks the template and records the intent, in the caller's transaction. */
    public Intent intend(Handle db, CertificateTemplate template) {
        // 1. the template is built, 2. check it
        CheckedTemplate checked = policy.check(template);
        // 3. commit the intent, with the caller's own changes
        certificates.intend(db, checked, clock.instant());
        return new Intent(checked);
    }

    /** All steps at once, for certificates that no other change goes with. */
    public List<X509Certificate> issue(CertificateTemplate template) {
        return jdbi.inTransaction(db -> intend(db, template)).sign();
    }

    private void verify(X509Certificate leaf) {
        try {
            leaf.verify(issuing().getPublicKey());
            leaf.checkValidity(Date.from(clock.instant()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a certificate that was just signed does not verify", e);
        }
    }
}
