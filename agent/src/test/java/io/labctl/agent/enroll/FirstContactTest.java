package io.labctl.agent.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.identity.TestAuthority;
import io.labctl.catalog.error.Unavailable;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To whom the secret of a token is told. */
class FirstContactTest {
    @TempDir Path folder;
    private JoiningMachine machine;

    @BeforeEach
    void start() throws Exception {
        machine = new JoiningMachine(folder);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void a_server_without_the_pinned_root_never_sees_the_secret() {
        String otherPin = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);

        assertThatThrownBy(() -> machine.enroll(otherPin, false))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("none of its issuers is the one pinned in the token");
        assertThat(machine.labd().requests()).isEmpty();
        assertThat(machine.identities().load()).isEmpty();
    }

    @Test
    void a_server_with_the_pinned_root_but_another_name_never_sees_the_secret() throws Exception {
        machine.meets(machine.authority().serverTls("127.0.0.9"));

        assertThatThrownBy(() -> machine.enroll(false))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("127.0.0.1");
        assertThat(machine.labd().requests()).isEmpty();
    }

    @Test
    void a_server_that_only_shows_the_pinned_root_without_being_issued_by_it_is_refused()
            throws Exception {
        var stranger = new TestAuthority();
        machine.meets(stranger.serverTls("127.0.0.1", machine.authority().root()));

        assertThatThrownBy(() -> machine.enroll(false)).isInstanceOf(Unavailable.class);
        assertThat(machine.labd().requests()).isEmpty();
    }
}
