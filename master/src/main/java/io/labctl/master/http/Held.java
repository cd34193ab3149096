package io.labctl.master.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.AttachmentList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Something that a request has taken: it is given back once, at the latest with the answer. */
final class Held {
    private static final AttachmentKey<AttachmentList<Held>> KEY =
            AttachmentKey.createList(Held.class);

    private final Runnable back;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private Held(Runnable back) {
        this.back = back;
    }

    /**
     * @param back gives it back
     */
    static void by(HttpServerExchange exchange, Runnable back) {
        var taken = new Held(back);
        exchange.addToAttachmentList(KEY, taken);
        exchange.addExchangeCompleteListener(
                (_, chain) -> {
                    taken.giveBack();
                    chain.proceed();
                });
    }

    /** Everything, because the request does without it until it is answered. */
    static void giveBackAll(HttpServerExchange exchange) {
        exchange.getAttachmentList(KEY).forEach(Held::giveBack);
    }

    private void giveBack() {
        if (held.compareAndSet(true, false)) {
            back.run();
        }
    }
}
