package io.labctl.master.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.TokenView;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.retention.Kept;
import io.labctl.master.retention.Retention;
import io.labctl.master.site.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long join tokens are kept after their end. */
@Tag("database")
class TokenRetentionIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration YEARS = Duration.ofDays(3650);

    private final FakeClock clock = new FakeClock(NOON);
    private final TokenRepository tokens = new TokenRepository(WireJson.mapper());
    private final Retention retention =
            new Retention(
                    database.jdbi(),
                    List.of(new Kept("join tokens", tokens::deleteEnded, KEPT)),
                    clock);

    @BeforeEach
    void noTokens() {
        database.jdbi().useHandle(db -> db.execute("DELETE FROM join_token"));
    }

    @Test
    void an_expired_token_is_kept_for_its_time() {
        token("expired001", false, Duration.ofHours(1));
        clock.advance(Duration.ofHours(1).plus(KEPT));
        assertThat(retention.sweep()).isZero();

        clock.advance(Duration.ofMillis(1));

        assertThat(retention.sweep()).isEqualTo(1);
        assertThat(left()).isEmpty();
    }

    @Test
    void a_token_that_can_still_be_used_stays_however_old_it_is() {
        token("young00001", false, YEARS);
        token("reusable01", true, YEARS);
        redeem("reusable01");
        clock.advance(KEPT.multipliedBy(4));

        assertThat(retention.sweep()).isZero();
    }

    @Test
    void a_revoked_token_goes_before_it_would_have_expired() {
        token("revoked001", true, YEARS);
        database.jdbi().useHandle(db -> tokens.revoke(db, "revoked001", NOON));

        clock.advance(KEPT.plusMillis(1));

        assertThat(retention.sweep()).isEqualTo(1);
    }

    @Test
    void a_used_one_time_token_goes_before_it_would_have_expired() {
        token("used000001", false, YEARS);
        redeem("used000001");
        clock.advance(KEPT);
        assertThat(retention.sweep()).isZero();

        clock.advance(Duration.ofMillis(1));

        assertThat(retention.sweep()).isEqualTo(1);
    }

    private void token(String id, boolean reusable, Duration ttl) {
        var token =
                new TokenView(
                        id,
                        new DnsLabel("baremetal"),
                        new DnsLabel("lab"),
                        new DnsLabel("web"),
                        new TreeMap<>(),
                        null,
                        reusable,
                        TokenView.Status.ACTIVE,
                        0,
                        "user/admin",
                        NOON,
                        NOON.plus(ttl));
        database.jdbi().useHandle(db -> tokens.insert(db, token, "hash of " + id));
    }

    private void redeem(String id) {
        var redeemed =
                database.jdbi()
                        .inTransaction(
                                db ->
                                        tokens.redeem(
                                                db,
                                                id,
                                                "hash of " + id,
                                                new ServerName("web01"),
                                                "key",
                                                clock.instant()));
        assertThat(redeemed).isPresent();
    }

    private List<String> left() {
        return database.jdbi().withHandle(db -> tokens.list(db, clock.instant())).stream()
                .map(TokenView::id)
                .toList();
    }
}
