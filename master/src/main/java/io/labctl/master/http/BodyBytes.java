package io.labctl.master.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a request's body takes up of a budget. */
final class BodyBytes {
    private static final AttachmentKey<BodyBytes> KEY = AttachmentKey.create(BodyBytes.class);

    private final BodyBudget budget;
    private final Optional<Certificate> client;
    private final long bytes;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private BodyBytes(BodyBudget budget, Optional<Certificate> client, long bytes) {
        this.budget = budget;
        this.client = client;
        this.bytes = bytes;
    }

    /** False when there is not that much left; otherwise it is taken until the answer is sent. */
    static boolean take(
            BodyBudget budget,
            HttpServerExchange exchange,
            Optional<Certificate> client,
            long bytes) {
        if (!budget.take(client, bytes)) {
            return false;
        }
        exchange.putAttachment(KEY, new BodyBytes(budget, client, bytes));
        exchange.addExchangeCompleteListener(
                (_, chain) -> {
                    giveBack(exchange);
                    chain.proceed();
                });
        return true;
    }

    /** Before the request is answered, because its body is no longer there, or again. */
    static void giveBack(HttpServerExchange exchange) {
        BodyBytes taken = exchange.getAttachment(KEY);
        if (taken != null && taken.held.compareAndSet(true, false)) {
            taken.budget.giveBack(taken.client, taken.bytes);
        }
    }
}
