package io.labctl.master.http;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.XnioExecutor;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A request that waits for its answer and holds no thread. Its connection is watched meanwhile: a
 * client that dies says so only to who reads. Used on the connection's thread alone.
 */
final class Parking {
    /** The waiting itself is bounded; the connection's own limit for silence must not end it. */
    private static final int NO_LIMIT = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

    private final HttpServerExchange exchange;
    private final Later later;
    private final ConduitStreamSourceChannel source;
    private final XnioExecutor.Key timer;
    private boolean over;

    private Parking(HttpServerExchange exchange, Later later) {
        this.exchange = exchange;
        this.later = later;
        this.source = connection(exchange).getChannel().getSourceChannel();
        this.timer = Deadline.after(exchange, later.within(), later::late);
    }

    private static AbstractServerConnection connection(HttpServerExchange exchange) {
        return (AbstractServerConnection) exchange.getConnection();
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
        parking.watch();
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

    private void watch() {
        try {
            exchange.getConnection().setOption(Options.READ_TIMEOUT, NO_LIMIT);
        } catch (IOException e) {
            gone();
            return;
        }
        // After a body its own conduit is still there, which has ended and tells of nothing more.
        source.setConduit(connection(exchange).getOriginalSourceConduit());
        source.getReadSetter().set(_ -> look());
        source.resumeReads();
    }

    /** Whoever speaks before the answer is there is cut off too: no client of labd does. */
    private void look() {
        try {
            if (source.read(ByteBuffer.allocate(1)) != 0) {
                gone();
            }
        } catch (IOException e) {
            gone();
        }
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
        source.getReadSetter().set(null);
        source.suspendReads();
    }
}
