package io.labctl.master.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.master.database.FreshDatabase;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How certificates come into force and are on record. */
@Tag("database")
class IssuingIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir private Path folder;

    @BeforeEach
    void forgetTheAuthority() {
        database.jdbi().useHandle(db -> db.execute("DELETE FROM authority"));
    }

    @Test
    void a_certificate_whose_signing_never_finished_is_not_in_force() {
        CertificateAuthority authority = open();
        var certificates = new CertificateRepository();

        var intent =
                database.jdbi()
                        .inTransaction(
                                db ->
                                        authority.intend(
                                                db,
                                                Authorities.agentTemplate(
                                                        authority, Authorities.YEAR)));

        assertThat(isInForce(certificates, intent.serial())).isFalse();
        intent.sign();
        assertThat(isInForce(certificates, intent.serial())).isTrue();
    }

    @Test
    void an_intent_that_was_rolled_back_leaves_nothing() {
        CertificateAuthority authority = open();

        var intent =
                database.jdbi()
                        .inTransaction(
                                db -> {
                                    var made =
                                            authority.intend(
                                                    db,
                                                    Authorities.agentTemplate(
                                                            authority, Authorities.YEAR));
                                    db.rollback();
                                    return made;
                                });

        assertThatThrownBy(intent::sign).isInstanceOf(IllegalStateException.class);
        assertThat(isInForce(new CertificateRepository(), intent.serial())).isFalse();
    }

    @Test
    void an_unknown_or_revoked_certificate_is_not_in_force() {
        CertificateAuthority authority = open();
        var certificates = new CertificateRepository();
        Serial serial = Serial.of(Authorities.user(authority).getSerialNumber());
        assertThat(isInForce(certificates, serial)).isTrue();

        database.jdbi()
                .useHandle(db -> certificates.revokeAll(db, "lab://user/admin", CLOCK.instant()));

        assertThat(isInForce(certificates, serial)).isFalse();
        assertThat(isInForce(certificates, new Serial("00"))).isFalse();
    }

    @Test
    void what_was_issued_is_on_record_with_its_life() {
        CertificateAuthority authority = open();
        X509Certificate leaf = Authorities.agent(authority, Duration.ofDays(9));
        Serial serial = Serial.of(leaf.getSerialNumber());

        var life =
                database.jdbi()
                        .withHandle(db -> new CertificateRepository().life(db, serial))
                        .orElseThrow();

        assertThat(life.notAfter()).isEqualTo(leaf.getNotAfter().toInstant());
        assertThat(life.notBefore()).isEqualTo(leaf.getNotBefore().toInstant());
    }

    private CertificateAuthority open() {
        return Authorities.open(database.jdbi(), keyFile(), CLOCK);
    }

    private Path keyFile() {
        return folder.resolve("ca.key");
    }

    private static boolean isInForce(CertificateRepository certificates, Serial serial) {
        return database.jdbi().withHandle(db -> certificates.isInForce(db, serial));
    }
}
