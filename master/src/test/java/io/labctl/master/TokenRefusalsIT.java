package io.labctl.master;

import static io.labctl.master.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.secret.Secret;
import io.labctl.master.database.TestPostgres;
import io.labctl.master.enroll.Csr;
import java.security.KeyPair;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reason why a token lets nobody join. */
@Tag("database")
class TokenRefusalsIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private final Enrolment enrolment = new Enrolment(labd);

    @Test
    void a_used_token_is_refused() {
        var token = enrolment.oneTime();
        enrolment.join(token, "used01", Csr.p256());

        refused(
                enrolment.join(token, "used02", Csr.p256()),
                403,
                "join token '%s' has been used; it lets one machine join once"
                        .formatted(token.id()));
    }

    @Test
    void an_expired_token_is_refused() throws SQLException {
        var token = enrolment.oneTime();
        sql(
                "UPDATE join_token SET expires_at = '2026-01-02T03:04:05Z' WHERE id = '%s'"
                        .formatted(token.id()));

        refused(
                enrolment.join(token, "expired01", Csr.p256()),
                403,
                "join token '%s' expired at 2026-01-02T03:04:05Z".formatted(token.id()));
    }

    @Test
    void a_revoked_token_is_refused() {
        var token = enrolment.oneTime();
        labd.admin().postBytes("/api/v1/tokens/%s/revoke".formatted(token.id()), new byte[0]);

        refused(
                enrolment.join(token, "revoked01", Csr.p256()),
                403,
                "join token '%s' has been revoked".formatted(token.id()));
    }

    /** It would give the machine that joined with it its certificate once more. */
    @Test
    void a_used_token_can_be_revoked_too() {
        var token = enrolment.oneTime();
        var csr = Csr.p256();
        assertThat(enrolment.join(token, "twice01", csr).status()).isEqualTo(201);
        assertThat(enrolment.join(token, "twice01", csr).status()).isEqualTo(201);

        labd.admin().postBytes("/api/v1/tokens/%s/revoke".formatted(token.id()), new byte[0]);

        refused(
                enrolment.join(token, "twice01", csr),
                403,
                "join token '%s' has been revoked".formatted(token.id()));
    }

    @Test
    void an_unknown_token_is_refused() {
        var token = new Enrolment.Token("aaaaaaaaaa", new Secret("x"));

        refused(
                enrolment.join(token, "unknown01", Csr.p256()),
                403,
                "join token 'aaaaaaaaaa' is not known");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "UPPERCASE1",
                "aaaaaaaaaaa",
                "aaaa\u0000aaaaa",
                "aaaaaaaa\ud800a"
            })
    void a_malformed_token_id_is_refused(String id) {
        var answer =
                enrolment.join(new Enrolment.Token(id, new Secret("x")), "malformed01", Csr.p256());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail())
                .startsWith("token id '")
                .endsWith("' is not 10 of a-z and 0-9");
    }

    @Test
    void who_does_not_know_the_secret_learns_nothing_about_the_token() {
        var token = enrolment.oneTime();
        enrolment.join(token, "secret01", Csr.p256());

        refused(
                enrolment.join(
                        new Enrolment.Token(token.id(), new Secret("wrong")),
                        "secret02",
                        Csr.p256()),
                403,
                "join token '%s' is not known".formatted(token.id()));
    }

    @Test
    void a_token_for_one_server_lets_no_other_join_and_stays_good() {
        var token = enrolment.boundTo("bound01");

        refused(
                enrolment.join(token, "bound02", Csr.p256()),
                403,
                "join token '%s' is for the server 'bound01', not for 'bound02'"
                        .formatted(token.id()));
        assertThat(enrolment.join(token, "bound01", Csr.p256()).status()).isEqualTo(201);
    }

    @Test
    void a_deleted_machine_cannot_come_back_with_the_token_that_it_used() {
        var token = enrolment.oneTime();
        KeyPair keys = Csr.p256();
        enrolment.join(token, "gone01", keys);
        labd.admin().delete("/api/v1/servers/gone01");

        refused(
                enrolment.join(token, "gone01", keys),
                403,
                "join token '%s' has been used; it lets one machine join once"
                        .formatted(token.id()));
    }

    @Test
    void another_machine_may_not_ask_again() {
        var token = enrolment.oneTime();
        enrolment.join(token, "mine01", Csr.p256());

        refused(
                enrolment.join(token, "mine01", Csr.p256()),
                403,
                "join token '%s' has been used; it lets one machine join once"
                        .formatted(token.id()));
    }

    private static void sql(String statement) throws SQLException {
        try (var db = TestPostgres.connect(labd.database());
                var update = db.createStatement()) {
            update.execute(statement);
        }
    }
}
