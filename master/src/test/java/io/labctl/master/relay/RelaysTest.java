package io.labctl.master.relay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Unavailable;
import io.labctl.master.ca.Serial;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked of a labd that does not answer as one. */
@Timeout(60)
class RelaysTest {
    @Test
    void nothing_is_brought_to_a_labd_that_does_not_say_that_it_wants_it() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var relays =
                    new Relays(
                            SSLContext.getDefault(), Clock.systemUTC(), Thread::startVirtualThread);
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            var route =
                    new Route(
                            new Replica(new UUID(0, 1), url),
                            new UUID(0, 2),
                            new Behalf("lab://user/admin", new Serial("0a")));

            assertThatThrownBy(() -> relays.bringsInput(route, 1))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("does not answer");

            relays.close();
        }
    }
}
