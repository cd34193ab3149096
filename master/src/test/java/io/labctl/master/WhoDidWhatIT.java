package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.enroll.Csr;
import io.labctl.master.server.DeleteServer;
import io.labctl.master.token.Tokens;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people did is in labd's log, with their names. */
@Tag("database")
class WhoDidWhatIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private final Enrolment enrolment = new Enrolment(labd);

    @Test
    void deleting_a_server_is_logged_with_who_and_what() {
        enrolment.join(enrolment.oneTime(), "logged01", Csr.p256());

        try (var log = LoggedLines.of(DeleteServer.class)) {
            labd.admin().delete("/api/v1/servers/logged01");
            labd.admin().delete("/api/v1/servers/never-there");

            assertThat(log.all())
                    .containsExactly(
                            "INFO server deleted caller=\"admin\" server=\"logged01\" recordings=\"0\"");
        }
    }

    @Test
    void making_and_revoking_a_token_are_logged_with_who_and_what() {
        try (var log = LoggedLines.of(Tokens.class)) {
            String id = enrolment.oneTime().id();
            labd.admin().postBytes("/api/v1/tokens/%s/revoke".formatted(id), new byte[0]);
            labd.admin().postBytes("/api/v1/tokens/%s/revoke".formatted(id), new byte[0]);

            assertThat(log.all())
                    .containsExactly(
                            "INFO token created caller=\"admin\" token=\"%s\"".formatted(id),
                            "INFO token revoked caller=\"admin\" token=\"%s\"".formatted(id));
        }
    }
}
