package io.labctl.master.catalogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.ca.Serial;
import io.labctl.master.catalogs.CatalogRepository.Given;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.server.Labels;
import io.labctl.master.server.ServerRepository;
import io.labctl.master.server.ServerRow;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which catalogs are kept. */
@Tag("database")
class CatalogRetentionIT {
    private static final ServerName WEB1 = new ServerName("web1");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = LONG_AGO.plus(Duration.ofDays(100));
    private static final Instant LIMIT = NOW.minus(Duration.ofDays(30));
    private static final int ANY = 1000;

    @RegisterExtension static final FreshDatabase DATABASE = new FreshDatabase();

    private final CatalogRepository catalogs = new CatalogRepository();

    @BeforeEach
    void a_server_whose_newest_catalog_is_new() {
        DATABASE.jdbi()
                .useHandle(
                        db -> {
                            db.execute("DELETE FROM catalog");
                            db.execute("DELETE FROM server");
                            new ServerRepository(WireJson.mapper())
                                    .insert(db, web1(), "key", "abcdefghi9");
                            record(db, "old", LONG_AGO);
                            record(db, "new", NOW);
                        });
    }

    @Test
    void an_old_catalog_that_nothing_names_any_more_is_removed() {
        int removed = deleteUnused();

        assertThat(removed).isEqualTo(1);
        assertThat(isKept("old")).isFalse();
        assertThat(isKept("new")).isTrue();
    }

    @Test
    void an_old_catalog_that_a_server_still_has_stays() {
        DATABASE.jdbi()
                .useHandle(
                        db -> db.execute("UPDATE server SET catalog = 'old' WHERE name = 'web1'"));

        assertThat(deleteUnused()).isZero();
        assertThat(isKept("old")).isTrue();
    }

    @Test
    void a_catalog_that_is_recorded_again_is_young_again() {
        DATABASE.jdbi()
                .useHandle(
                        db -> {
                            record(db, "old", NOW);
                            record(db, "new", NOW);
                        });

        assertThat(deleteUnused()).isZero();
    }

    @Test
    void a_catalog_that_is_being_recorded_stays_and_is_not_waited_for() {
        DATABASE.jdbi()
                .useTransaction(
                        recording -> {
                            record(recording, "old", NOW);

                            assertThat(CompletableFuture.supplyAsync(this::deleteUnused))
                                    .succeedsWithin(Duration.ofSeconds(10))
                                    .isEqualTo(0);
                        });

        assertThat(isKept("old")).isTrue();
    }

    @Test
    void a_catalog_that_is_recorded_while_it_is_being_removed_is_there_afterwards()
            throws Exception {
        CompletableFuture<Void> recorded;
        try (Handle removing = DATABASE.jdbi().open()) {
            removing.begin();
            assertThat(catalogs.deleteUnused(removing, LIMIT, ANY)).isEqualTo(1);

            recorded =
                    CompletableFuture.runAsync(
                            () -> DATABASE.jdbi().useHandle(db -> record(db, "old", NOW)));
            await().until(CatalogRetentionIT::someoneWaitsForARow);
            removing.commit();
        }

        recorded.get();
        assertThat(isKept("old")).isTrue();
    }

    private static boolean someoneWaitsForARow() {
        return DATABASE.jdbi()
                .withHandle(
                        db ->
                                db.createQuery(
                                                "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
                                        .mapTo(Boolean.class)
                                        .one());
    }

    private int deleteUnused() {
        return DATABASE.jdbi().withHandle(db -> catalogs.deleteUnused(db, LIMIT, ANY));
    }

    private boolean isKept(String sha256) {
        return DATABASE.jdbi().withHandle(db -> catalogs.find(db, sha256)).isPresent();
    }

    private static ServerRow web1() {
        return ServerRow.enrolled(
                new AgentId(new DnsLabel("baremetal"), new DnsLabel("lab"), WEB1),
                new DnsLabel("worker"),
                new Labels(new TreeMap<>()),
                new Serial("0a"),
                LONG_AGO);
    }

    private void record(Handle db, String sha256, Instant at) {
        catalogs.record(db, List.of(new Given(WEB1, sha256, ByteBuffer.wrap(new byte[] {1}), at)));
    }
}
