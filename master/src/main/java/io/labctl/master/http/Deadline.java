package io.labctl.master.http;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** What happens to a request when its time is over. Used on its connection's thread alone. */
final class Deadline {
    private Deadline() {}

    static XnioExecutor.Key after(HttpServerExchange exchange, Duration within, Runnable task) {
        return exchange.getIoThread().executeAfter(task, within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Closes the connection of a request that has not come to its end by then, whether its client
     * still owes bytes or does not take them.
     */
    static void closing(HttpServerExchange exchange, Duration within) {
        var timer = after(exchange, within, () -> IoUtils.safeClose(exchange.getConnection()));
        exchange.addExchangeCompleteListener(
                (_, chain) -> {
                    timer.remove();
                    chain.proceed();
                });
    }
}
