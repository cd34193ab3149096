package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What labd does with more connections than it has room for. */
class ConnectionsIT {
    @RegisterExtension
    static final RunningLabd labd = new RunningLabd(HttpLimits.USUAL.withConnections(2));

    @Test
    void one_too_many_waits_until_another_ends() throws Exception {
        CompletableFuture<LabdClient.Answer> third;
        try (var first = connected();
                var second = connected()) {
            third = CompletableFuture.supplyAsync(() -> labd.anyone().get("/healthz"));

            assertThatThrownBy(() -> third.get(1, TimeUnit.SECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(answered(first)).isTrue();
            assertThat(answered(second)).isTrue();
        }
        assertThat(third.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    private static RawConnection connected() throws IOException {
        var raw = new RawConnection(labd.anyone(), labd.port());
        assertThat(raw.certificate()).isNotNull(); // TLS is done
        return raw;
    }

    private static boolean answered(RawConnection raw) throws IOException {
        return raw.asks("GET /healthz HTTP/1.1", "Host: x").hearsLine().equals("HTTP/1.1 200 OK");
    }
}
