package io.labctl.master.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import io.labctl.master.retention.Kept;
import io.labctl.master.retention.Retention;
import io.labctl.master.site.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How long certificates are on record after their end. */
@Tag("database")
class CertificateRetentionIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration LIFE = Duration.ofDays(10);
    private static final Duration KEPT = Duration.ofDays(90);

    @TempDir private Path folder;

    private final FakeClock clock = new FakeClock(NOON);
    private final CertificateRepository certificates = new CertificateRepository();
    private final Retention retention =
            new Retention(
                    database.jdbi(),
                    List.of(new Kept("certificates", certificates::deleteEnded, KEPT)),
                    clock);

    @BeforeEach
    void nothingOnRecord() {
        database.jdbi()
                .useHandle(
                        db -> {
                            db.execute("DELETE FROM authority");
                            db.execute("DELETE FROM certificate");
                            db.execute("DELETE FROM server");
                        });
    }

    @Test
    void a_certificate_is_kept_for_its_time_after_its_end_revoked_or_not() {
        Serial plain = issued();
        Serial revoked = issued();
        database.jdbi()
                .useHandle(
                        db -> certificates.revokeAll(db, "lab://agent/baremetal/lab/web01", NOON));
        clock.advance(LIFE.plus(KEPT));
        assertThat(retention.sweep()).isZero();

        clock.advance(Duration.ofMillis(1));

        assertThat(retention.sweep()).isEqualTo(2);
        assertThat(isOnRecord(plain)).isFalse();
        assertThat(isOnRecord(revoked)).isFalse();
    }

    @Test
    void an_intent_that_was_never_signed_goes_as_if_it_had_been() {
        CertificateAuthority authority = authority();
        database.jdbi()
                .useTransaction(
                        db -> authority.intend(db, Authorities.agentTemplate(authority, LIFE)));

        clock.advance(LIFE.plus(KEPT).plusMillis(1));

        assertThat(retention.sweep()).isEqualTo(1);
    }

    @Test
    void the_certificate_of_a_server_that_is_there_stays() {
        Serial current = issued();
        database.jdbi().useHandle(db -> ServerRows.add(db, "web01", current.hex()));

        clock.advance(LIFE.plus(KEPT).plusDays(1));

        assertThat(retention.sweep()).isZero();
        assertThat(isOnRecord(current)).isTrue();
    }

    private Serial issued() {
        return Serial.of(Authorities.agent(authority(), LIFE).getSerialNumber());
    }

    private CertificateAuthority authority() {
        return Authorities.open(database.jdbi(), folder.resolve("ca.key"), clock);
    }

    private boolean isOnRecord(Serial serial) {
        return database.jdbi().withHandle(db -> certificates.life(db, serial)).isPresent();
    }
}
