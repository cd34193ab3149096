package io.labctl.master.http;

import io.undertow.server.HttpServerExchange;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Lets a limited number of requests in at once. A request comes here when its body is there, so a
 * slow client holds no place while it sends, and one that waits for a {@link Later} gives its place
 * back.
 */
final class Admission implements WithBody {
    /** What anyone may ask and what costs next to nothing, however often it is asked. */
    private static final Set<String> PROBES =
            Set.of("/healthz", "/health", "/health/live", "/health/ready");

    private final Semaphore places;
    private final Busy busy;
    private final WithBody next;

    Admission(int places, Busy busy, WithBody next) {
        this.places = new Semaphore(places);
        this.busy = busy;
        this.next = next;
    }

    @Override
    public void handle(HttpServerExchange exchange, byte[] body) {
        if (PROBES.contains(exchange.getRequestPath())) {
            next.handle(exchange, body); // a busy labd is alive, and a probe must learn that
            return;
        }
        if (places.tryAcquire()) {
            Held.by(exchange, places::release);
            next.handle(exchange, body);
        } else {
            busy.send(exchange);
        }
    }
}
