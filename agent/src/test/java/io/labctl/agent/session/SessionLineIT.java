package io.labctl.agent.session;

import static io.labctl.agent.session.OneMachine.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.labd.InputAnswer;
import io.labctl.agent.labd.SessionClient;
import io.labctl.agent.labd.SessionLine;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What sessions share on their way to labd. */
class SessionLineIT extends SessionCase {
    @Test
    void the_requests_of_one_session_share_connections() {
        UUID id = machine().runs(sh("true"));

        assertThat(caller().end()).isEqualTo(WELL);
        await().until(() -> !machine().journal().has(id));
        assertThat(caller().handshakes()).isEqualTo(2);
    }

    @Test
    void connections_end_when_nobody_comes_for_a_while() throws Exception {
        caller().isThere(false);
        SessionLine line = caller().line(machine().stop(), Duration.ZERO);

        await().untilAsserted(
                        () -> {
                            asksForInput(line);
                            assertThat(caller().handshakes()).isGreaterThan(1);
                        });
    }

    @Test
    void connections_are_kept_for_who_comes_soon_after() throws Exception {
        caller().isThere(false);
        SessionLine line = caller().line(machine().stop(), Duration.ofHours(1));

        asksForInput(line);
        asksForInput(line);

        assertThat(caller().handshakes()).isEqualTo(1);
    }

    @Test
    void another_identity_has_connections_of_its_own() throws Exception {
        caller().isThere(false);
        SessionLine line = caller().line(machine().stop(), Duration.ZERO);

        try (SessionClient before = line.client()) {
            before.input(new UUID(0, 1));
            caller().givesAnotherIdentity();
            asksForInput(line);
            assertThat(caller().handshakes()).isEqualTo(2);

            assertThat(before.input(new UUID(0, 1))).isInstanceOf(InputAnswer.NobodyIsThere.class);
            assertThat(caller().handshakes()).isEqualTo(2);
        }
    }

    private static void asksForInput(SessionLine line) throws InterruptedException {
        try (SessionClient client = line.client()) {
            assertThat(client.input(new UUID(0, 1))).isInstanceOf(InputAnswer.NobodyIsThere.class);
        }
    }
}
