package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.master.SessionPlayers.Reading;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A certificate that counts no more keeps no session open. */
@Tag("database")
@Timeout(120)
class SessionRevocationIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    @Test
    void an_agent_whose_certificate_is_revoked_is_cut_off_and_its_caller_is_not() throws Exception {
        var play = SessionPlayers.of(labd, "web01");
        UUID id = play.begin();
        try (Reading _ = play.callerReads(id, 0)) {
            play.receives(id);
            Reading input = play.agentReads(id);

            revoke("lab://agent/%/web01");

            assertThatThrownBy(input::ends).isInstanceOf(IOException.class);
            assertThat(play.caller().get("/api/v1/sessions/" + id).status()).isEqualTo(200);
        }
    }

    @Test
    void a_caller_whose_certificate_is_revoked_is_cut_off_and_its_agent_goes() throws Exception {
        var play = SessionPlayers.of(labd, "web02");
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);

        revoke("%/admin");
        try {
            assertThatThrownBy(output::ends).isInstanceOf(IOException.class);
            assertThat(input.ends()).isTrue();
        } finally {
            labd.execute("UPDATE certificate SET revoked_at = NULL");
        }
    }

    @Test
    void nobody_waits_for_the_agent_of_a_server_that_is_deleted() throws Exception {
        var play = SessionPlayers.of(labd, "web03");
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);

        assertThat(play.caller().delete("/api/v1/servers/web03").status()).isEqualTo(204);

        assertThat(output.ends()).isTrue();
        assertThat(play.caller().get(SessionPlayers.output(id, 0)).status()).isEqualTo(404);
    }

    private static void revoke(String identity) {
        labd.execute(
                "UPDATE certificate SET revoked_at = now() WHERE identity LIKE '%s'"
                        .formatted(identity));
    }
}
