package io.labctl.master.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.master.database.Database;
import io.labctl.master.database.DatabaseConfig;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.TestPostgres;
import io.labctl.master.site.FakeClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How the authority comes into being and ends. */
@Tag("database")
class AuthorityIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir private Path folder;

    @BeforeEach
    void forgetTheAuthority() {
        database.jdbi().useHandle(db -> db.execute("DELETE FROM authority"));
    }

    @Test
    void a_restart_reads_the_same_authority() {
        CertificateAuthority first = open();

        CertificateAuthority again = open();

        assertThat(again.root()).isEqualTo(first.root());
        assertThat(again.issuing()).isEqualTo(first.issuing());
        assertThat(again.pin()).isEqualTo(first.pin());
        assertThat(Authorities.agent(again, Authorities.YEAR).getIssuerX500Principal())
                .isEqualTo(first.issuing().getSubjectX500Principal());
    }

    @Test
    void two_replicas_that_start_at_once_make_one_authority() throws Exception {
        String key = Authorities.freshKey();
        for (int round = 0; round < 5; round++) {
            DatabaseConfig shared = TestPostgres.running().freshDatabase();
            try {
                assertThat(startedAtOnce(shared, key))
                        .hasSize(3)
                        .containsOnly(theOneIn(shared, key));
            } finally {
                TestPostgres.running().drop(shared);
            }
        }
    }

    @Test
    void two_starts_that_share_a_key_file_agree_on_it() throws Exception {
        var start = new CountDownLatch(1);
        List<Future<X509Certificate>> roots = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                roots.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return open().root();
                                }));
            }
            start.countDown();
        }

        for (Future<X509Certificate> root : roots) {
            assertThat(root.get()).isEqualTo(open().root());
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(keyFile());
        }
    }

    @Test
    void an_authority_that_has_ended_signs_nothing_more() {
        var clock = new FakeClock(Instant.parse("2026-05-01T12:00:00Z"));
        CertificateAuthority authority = Authorities.open(database.jdbi(), keyFile(), clock);
        clock.advance(Duration.ofDays(11 * 365));

        assertThatThrownBy(() -> Authorities.agent(authority, Authorities.YEAR))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "a certificate that ends at 2036-04-28T12:00:00Z cannot start at 2037-04-28T11:55:00Z");
    }

    private CertificateAuthority open() {
        return Authorities.open(database.jdbi(), keyFile(), CLOCK);
    }

    private Path keyFile() {
        return folder.resolve("ca.key");
    }

    private static X509Certificate theOneIn(DatabaseConfig config, String key) {
        try (var open = Database.open(config, Authorities.RANDOM, Ticker.systemTicker())) {
            return Authorities.open(open.jdbi(), key, CLOCK).root();
        }
    }

    private static List<X509Certificate> startedAtOnce(DatabaseConfig shared, String key)
            throws Exception {
        var start = new CountDownLatch(1);
        List<Future<X509Certificate>> starting = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                starting.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return theOneIn(shared, key);
                                }));
            }
            start.countDown();
        }
        List<X509Certificate> roots = new ArrayList<>();
        for (Future<X509Certificate> each : starting) {
            roots.add(each.get());
        }
        return roots;
    }
}
