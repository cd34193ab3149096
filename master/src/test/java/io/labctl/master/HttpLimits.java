package io.labctl.master;

import io.labctl.master.http.BodyLimits;
import io.labctl.master.http.HttpConfig;
import io.labctl.master.http.Patience;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How much a test's labd takes at once; the parts mean what they mean in {@link HttpConfig} and
 * {@link Patience}.
 */
public record HttpLimits(
        int connections, int requests, BodyLimits bodies, Duration slowest, Duration answerWithin) {
    /** The largest body of a labd that is {@link #NARROW}. */
    static final int BODY = 100_000;

    static final int DECOMPRESSED = 200_000;

    static final HttpLimits USUAL =
            new HttpLimits(
                    10_000,
                    512,
                    new BodyLimits(8 << 20, 64 << 20, 128 << 20, Duration.ofSeconds(30)),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30));

    /** Small bodies, and few requests at once. */
    static final HttpLimits NARROW =
            USUAL.withRequests(3)
                    .withBodies(
                            new BodyLimits(BODY, DECOMPRESSED, 10L * BODY, Duration.ofSeconds(5)))
                    .withSlowest(Duration.ofSeconds(2));

    /** On any free port of this machine. */
    HttpConfig config() {
        return new HttpConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                connections,
                requests,
                bodies,
                new Patience(slowest, answerWithin));
    }

    HttpLimits withConnections(int number) {
        return new HttpLimits(number, requests, bodies, slowest, answerWithin);
    }

    HttpLimits withRequests(int number) {
        return new HttpLimits(connections, number, bodies, slowest, answerWithin);
    }

    HttpLimits withBodies(BodyLimits others) {
        return new HttpLimits(connections, requests, others, slowest, answerWithin);
    }

    /** All bodies together, and the time for one. */
    HttpLimits withBodies(long together, Duration within) {
        return withBodies(
                new BodyLimits(bodies.bytes(), bodies.decompressedBytes(), together, within));
    }

    HttpLimits withSlowest(Duration span) {
        return new HttpLimits(connections, requests, bodies, span, answerWithin);
    }

    HttpLimits withAnswerWithin(Duration span) {
        return new HttpLimits(connections, requests, bodies, slowest, span);
    }
}
