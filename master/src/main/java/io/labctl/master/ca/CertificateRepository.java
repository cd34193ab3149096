package io.labctl.master.ca;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The SQL of certificates that were issued, and of the authority's own. */
public final class CertificateRepository {
    /** What was stored of one of the authority's own certificates. */
    record StoredAuthority(X509Certificate certificate, String encryptedKey) {}

    Optional<StoredAuthority> authority(Handle db, String kind) {
        return db.createQuery(
                        """
                        SELECT certificate, encrypted_key
                          FROM authority
                         WHERE kind = :kind
                        """)
                .bind("kind", kind)
                .map(
                        (row, _) ->
                                new StoredAuthority(
                                        Der.read(row.getBytes("certificate")),
                                        row.getString("encrypted_key")))
                .findOne();
    }

    public boolean hasAuthority(Handle db) {
        return db.createQuery("SELECT count(*) FROM authority").mapTo(Long.class).one() > 0;
    }

    void storeAuthority(Handle db, String kind, StoredAuthority authority, Instant now) {
        db.createUpdate(
                        """
                        INSERT INTO authority (kind, certificate, encrypted_key, created_at)
                        VALUES (:kind, :certificate, :encryptedKey, :now)
                        """)
                .bind("kind", kind)
                .bind("certificate", Der.of(authority.certificate()))
                .bind("encryptedKey", authority.encryptedKey())
                .bind("now", now)
                .execute();
    }

    void intend(Handle db, CheckedTemplate checked, Instant now) {
        CertificateTemplate template = checked.template();
        db.createUpdate(
                        """
                        INSERT INTO certificate (serial, identity, profile, not_before, not_after, intended_at)
                        VALUES (:serial, :identity, :profile, :notBefore, :notAfter, :now)
                        """)
                .bind("serial", checked.serial().hex())
                .bind("identity", template.identity())
                .bind("profile", template.profile().word())
                .bind("notBefore", template.notBefore())
                .bind("notAfter", template.notAfter())
                .bind("now", now)
                .execute();
    }

    /**
     * @throws IllegalStateException when its intent is not on record: nothing may be signed that
     *     was not recorded
     */
    void store(Handle db, Serial serial, X509Certificate certificate) {
        int stored =
                db.createUpdate("UPDATE certificate SET der = :der WHERE serial = :serial")
                        .bind("serial", serial.hex())
                        .bind("der", Der.of(certificate))
                        .execute();
        if (stored != 1) {
            throw new IllegalStateException(
                    "certificate %s was signed without a record of it".formatted(serial));
        }
    }

    /** Revokes all that an identity holds; from the next request on they are refused. */
    public int revokeAll(Handle db, String identity, Instant now) {
        return db.createUpdate(
                        """
                        UPDATE certificate
                           SET revoked_at = :now
                         WHERE identity = :identity
                           AND revoked_at IS NULL
                        """)
                .bind("identity", identity)
                .bind("now", now)
                .execute();
    }

    /** Whether this certificate is ours and still counts; unknown ones do not. */
    public boolean isInForce(Handle db, Serial serial) {
        return db.createQuery(
                        """
                        SELECT 1
                          FROM certificate
                         WHERE serial = :serial
                           AND der IS NOT NULL
                           AND revoked_at IS NULL
                        """)
                .bind("serial", serial.hex())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Those of these that are ours and still count. */
    public Set<Serial> inForce(Handle db, Collection<Serial> serials) {
        if (serials.isEmpty()) {
            return Set.of();
        }
        return db.createQuery(
                        """
                        SELECT serial
                          FROM certificate
                         WHERE serial IN (<serials>)
                           AND der IS NOT NULL
                           AND revoked_at IS NULL
                        """)
                .bindList("serials", serials.stream().map(Serial::hex).toList())
                .map((row, _) -> new Serial(row.getString("serial")))
                .set();
    }

    /**
     * Removes some of those that ended before a moment, and intents that were never signed with
     * them. One that a server still names stays, because it is shown with the server.
     */
    public int deleteEnded(Handle db, Instant limit, int most) {
        return db.createUpdate(
                        """
                        WITH ended AS (
                            SELECT serial
                              FROM certificate
                             WHERE not_after < :limit
                               AND NOT EXISTS (SELECT 1 FROM server WHERE server.serial = certificate.serial)
                             LIMIT :most
                               FOR UPDATE SKIP LOCKED)
                        DELETE FROM certificate
                         WHERE serial IN (SELECT serial FROM ended)
                        """)
                .bind("limit", limit)
                .bind("most", most)
                .execute();
    }

    /** From when to when a certificate holds. */
    public record Life(Serial serial, Instant notBefore, Instant notAfter) {}

    public Optional<Life> life(Handle db, Serial serial) {
        return db.createQuery(
                        """
                        SELECT not_before, not_after
                          FROM certificate
                         WHERE serial = :serial
                        """)
                .bind("serial", serial.hex())
                .map(
                        (row, context) ->
                                new Life(
                                        serial,
                                        row.getTimestamp("not_before").toInstant(),
                                        row.getTimestamp("not_after").toInstant()))
                .findOne();
    }
}
