package io.labctl.master.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request's place among those that are worked on. */
final class Place {
    private static final AttachmentKey<Place> KEY = AttachmentKey.create(Place.class);

    private final Semaphore places;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private Place(Semaphore places) {
        this.places = places;
    }

    /** False when all are taken; otherwise the request has one until it is answered. */
    static boolean take(Semaphore places, HttpServerExchange exchange) {
        if (!places.tryAcquire()) {
            return false;
        }
        exchange.putAttachment(KEY, new Place(places));
        exchange.addExchangeCompleteListener(
                (_, chain) -> {
                    giveBack(exchange);
                    chain.proceed();
                });
        return true;
    }

    /** Before the request is answered, or again. */
    static void giveBack(HttpServerExchange exchange) {
        Place place = exchange.getAttachment(KEY);
        if (place != null && place.held.compareAndSet(true, false)) {
            place.places.release();
        }
    }
}
