package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.master.site.FakeClock;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * The certificate that labd shows. labd's clock starts in the past: its clients' TLS goes by the
 * real one, and both the old certificate and the new one have to be in force for them.
 */
class OwnCertificateIT {
    private static final Duration LIFE = Duration.ofDays(365);
    private static final Duration PAST_TWO_THIRDS = Duration.ofDays(250);

    private static final FakeClock clock = inThePast();

    @RegisterExtension static final RunningLabd labd = new RunningLabd(clock);

    @Test
    void it_is_renewed_while_labd_runs_and_open_connections_go_on() throws IOException {
        try (var open = new RawConnection(labd.anyone(), labd.port())) {
            X509Certificate first = open.certificate();
            theFiguresTellAWholeLife();

            clock.advance(PAST_TWO_THIRDS);
            X509Certificate second =
                    await().until(OwnCertificateIT::shown, shown -> !shown.equals(first));

            assertThat(second.getNotAfter()).isEqualTo(clock.instant().plus(LIFE));
            assertThat(second.getPublicKey()).isNotEqualTo(first.getPublicKey());
            theFiguresTellAWholeLife();
            assertThat(open.asks("GET /healthz HTTP/1.1", "Host: labd").hearsLine())
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static FakeClock inThePast() {
        return new FakeClock(Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(PAST_TWO_THIRDS));
    }

    private static void theFiguresTellAWholeLife() {
        JsonNode figures = labd.admin().get("/health/detailed").tree().get("figures");

        assertThat(figures.get("certificateEndsAt").asString())
                .isEqualTo(clock.instant().plus(LIFE).toString());
        assertThat(figures.get("certificateSecondsLeft").asLong()).isEqualTo(LIFE.toSeconds());
    }

    /** To someone who connects now. */
    private static X509Certificate shown() throws IOException {
        try (var fresh = new RawConnection(labd.anyone(), labd.port())) {
            return fresh.certificate();
        }
    }
}
