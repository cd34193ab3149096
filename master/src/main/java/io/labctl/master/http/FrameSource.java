package io.labctl.master.http;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameDecoder;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.channels.StreamSourceChannel;

/**
 * A request whose body is a row of frames, read as they come and as they are wanted, and answered
 * when that has ended. A client that says nothing at all for long, not even {@link
 * io.labctl.catalog.session.FrameKind#ALIVE}, counts as gone. Safe for use by many threads.
 */
public final class FrameSource implements LongAnswer {
    private static final int PIECE = 16 * 1024;
    private static final int TICK_SECONDS = 15;
    private static final int SILENT_TICKS = 3;
    private static final int LAST_TICKS = 1;
    private static final int NO_LIMIT = 0;

    private final Taker taker;
    private final FrameDecoder decoder = new FrameDecoder();
    private final ByteBuffer arrived = ByteBuffer.allocate(PIECE).flip();
    private int silentTicks;
    private boolean held;
    private boolean over;
    private volatile boolean finishing;

    /** Both are known from when the request is there; until then nothing is read or answered. */
    private volatile @Nullable HttpServerExchange request;

    private @Nullable StreamSourceChannel channel;

    /** Gets what arrives, on the connection's thread. */
    public interface Taker {
        /** Whether the next is wanted already; otherwise {@link FrameSource#goOn} tells. */
        boolean take(Frame frame);

        /** Nothing more will come: the body has ended, or its client is gone. */
        void ended(FrameSource source);
    }

    public FrameSource(Taker taker) {
        this.taker = taker;
    }

    /** More is wanted again. */
    public void goOn() {
        onItsThread(
                () -> {
                    held = false;
                    read();
                });
    }

    /**
     * Nothing more is wanted: all is well when its client ends the body soon, which is answered
     * then, and otherwise its connection is closed.
     */
    public void finish() {
        finishing = true;
        goOn();
    }

    private void onItsThread(Runnable task) {
        HttpServerExchange exchange = request;
        if (exchange != null) {
            exchange.getIoThread().execute(task);
        }
    }

    /** On the connection's thread, as all that follows. */
    void begin(HttpServerExchange exchange) {
        Held.giveBackAll(exchange);
        try {
            exchange.getConnection().setOption(Options.READ_TIMEOUT, NO_LIMIT);
        } catch (IOException e) {
            IoUtils.safeClose(exchange.getConnection());
            exchange.endExchange();
            taker.ended(this);
            return;
        }
        StreamSourceChannel source = exchange.getRequestChannel();
        source.getReadSetter().set(_ -> read());
        channel = source;
        request = exchange;
        tick(exchange);
        read();
    }

    /** Nobody is silent who is not listened to. */
    private void tick(HttpServerExchange exchange) {
        if (over) {
            return;
        }
        silentTicks = held ? 0 : silentTicks + 1;
        if (silentTicks > (finishing ? LAST_TICKS : SILENT_TICKS)) {
            gone(exchange);
        } else {
            exchange.getIoThread()
                    .executeAfter(() -> tick(exchange), TICK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void read() {
        StreamSourceChannel source = channel;
        HttpServerExchange exchange = request;
        if (over || held || source == null || exchange == null) {
            return;
        }
        try {
            while (pass()) {
                int count = source.read(arrived.clear());
                arrived.flip();
                if (count == 0) {
                    source.resumeReads();
                    return;
                }
                if (count < 0) {
                    ended(exchange);
                    return;
                }
                silentTicks = finishing ? silentTicks : 0;
            }
            source.suspendReads();
        } catch (IOException | InvalidInput e) {
            gone(exchange);
        }
    }

    /** Hands on what has arrived; false when no more is wanted for now. */
    private boolean pass() {
        Optional<Frame> frame = decoder.next(arrived);
        while (frame.isPresent()) {
            if (!finishing && !taker.take(frame.get())) {
                held = true;
                return false;
            }
            frame = decoder.next(arrived);
        }
        return true;
    }

    private void ended(HttpServerExchange exchange) {
        over = true;
        taker.ended(this);
        exchange.setStatusCode(StatusCodes.NO_CONTENT);
        exchange.endExchange();
    }

    private void gone(HttpServerExchange exchange) {
        over = true;
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
        taker.ended(this);
    }
}
