package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.EnrollResponse;
import io.labctl.master.enroll.Csr;
import java.security.KeyPair;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How machines join, and how their names become free again. */
@Tag("database")
class EnrolmentIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private final Enrolment enrolment = new Enrolment(labd);

    @Test
    void a_machine_with_a_good_token_gets_the_identity_that_the_token_gives() {
        var answer = enrolment.join(enrolment.oneTime(), "web01.lab", Csr.p256());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.as(EnrollResponse.class).agent())
                .isEqualTo("lab://agent/baremetal/lab/web01.lab");
        assertThat(labd.admin().get("/api/v1/servers/web01.lab").status()).isEqualTo(200);
    }

    @Test
    void a_name_that_a_live_machine_holds_is_refused_and_the_token_stays_good() {
        enrolment.join(enrolment.oneTime(), "held01", Csr.p256());
        var token = enrolment.oneTime();

        var answer = enrolment.join(token, "held01", Csr.p256());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem().detail())
                .startsWith("server name 'held01' is held by a live machine, enrolled at ")
                .endsWith(
                        "; if that machine is gone, 'labctl delete server/held01' frees the name");
        assertThat(enrolment.join(token, "free01", Csr.p256()).status()).isEqualTo(201);
    }

    @Test
    void with_another_token_the_key_of_a_live_machine_gets_its_name_no_more_than_any_other() {
        var first = enrolment.oneTime();
        var second = enrolment.oneTime();
        KeyPair keys = Csr.p256();
        enrolment.join(first, "samekey01", keys);

        var answer = enrolment.join(second, "samekey01", keys);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem().detail())
                .startsWith("server name 'samekey01' is held by a live machine, enrolled at ");
        assertThat(enrolment.join(second, "free02", Csr.p256()).status()).isEqualTo(201);
        assertThat(enrolment.join(first, "samekey01", keys).status()).isEqualTo(201);
    }

    @Test
    void who_joined_with_a_reusable_token_may_ask_again_when_others_have_used_it_since() {
        var token = enrolment.reusable();
        KeyPair keys = Csr.p256();
        enrolment.join(token, "lost02", keys);
        enrolment.join(token, "lost03", Csr.p256());

        assertThat(enrolment.join(token, "lost02", keys).status()).isEqualTo(201);
    }

    @Test
    void a_deleted_server_is_refused_at_once_and_its_name_is_free_again() {
        LabdClient old = labd.client(enrolment.identity("again01"));

        assertThat(labd.admin().delete("/api/v1/servers/again01").status()).isEqualTo(204);

        assertThat(old.postBytes("/agent/v1/reports", new byte[0]).status()).isEqualTo(403);
        assertThat(enrolment.join(enrolment.oneTime(), "again01", Csr.p256()).status())
                .isEqualTo(201);
    }

    @Test
    void the_same_machine_may_ask_again_when_the_answer_was_lost() {
        var token = enrolment.oneTime();
        KeyPair keys = Csr.p256();
        enrolment.join(token, "lost01", keys);

        var again = enrolment.join(token, "lost01", keys);

        assertThat(again.status()).isEqualTo(201);
        var identity =
                new Identity(
                        keys.getPrivate(),
                        Identity.certificates(again.as(EnrollResponse.class).chain()));
        assertThat(labd.client(identity).postBytes("/agent/v1/reports", new byte[0]).status())
                .isEqualTo(400);
    }
}
