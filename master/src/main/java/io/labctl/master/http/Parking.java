package io.labctl.master.http;

import io.undertow.server.HttpServerExchange;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * A request that waits for its answer and holds no thread. Its connection is watched meanwhile: a
 * client that dies says so only to who reads. Used on the connection's thread alone.
 */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

    private final HttpServerExchange exchange;
    private final Later later;
    private final XnioExecutor.Key timer;
    private @Nullable Watch watch;
    private boolean over;

    private Parking(HttpServerExchange exchange, Later later) {
        this.exchange = exchange;
        this.later = later;
        this.timer = Deadline.after(exchange, later.within(), later::late);
    }

    /**
     * Parks it.
     *
     * @param sending makes of an answer what sends it on the connection's thread
     */
    static void park(
            HttpServerExchange exchange, Later later, Function<Later.Answer, Runnable> sending) {
        Held.giveBackAll(exchange);
        var parking = new Parking(exchange, later);
        parking.watch = Watch.over(exchange, parking::gone);
        later.whenAnswered(
                answer -> {
                    Runnable send = parking.orCut(() -> sending.apply(answer));
                    exchange.dispatch(exchange.getIoThread(), () -> parking.send(send));
                });
    }

    /** What cannot be made into an answer must not leave the client waiting. */
    private Runnable orCut(Supplier<Runnable> sending) {
        try {
            return sending.get();
        } catch (RuntimeException e) {
            return () -> cut(e);
        }
    }

    private void send(Runnable send) {
        if (over) {
            return; // its client is gone
        }
        end();
        try {
            send.run();
        } catch (RuntimeException e) {
            cut(e);
        }
    }

    private void cut(RuntimeException e) {
        LOG.atError()
                .addKeyValue("path", exchange.getRequestPath())
                .setCause(e)
                .log("answer could not be sent");
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }

    private void gone() {
        if (over) {
            return;
        }
        end();
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
        later.gone();
    }

    private void end() {
        over = true;
        timer.remove();
        if (watch != null) {
            watch.end();
        }
    }
}
