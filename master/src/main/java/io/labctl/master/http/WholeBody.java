package io.labctl.master.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads one request's body by events: what has arrived is copied at once, and no thread waits for
 * the rest. Undertow's own receiver copies each byte by itself, which took more time than anything
 * else that the connection's thread does for a report.
 */
final class WholeBody {
    private static final int FIRST_BYTES = 8 * 1024;

    private final HttpServerExchange exchange;
    private final StreamSourceChannel channel;
    private final int limit;
    private final Taker taker;
    private byte[] bytes;
    private int size;
    private boolean ended;

    /** Is told how it ended, once, on the connection's thread. */
    interface Taker {
        void whole(byte[] body);

        void tooLarge();

        /** The client went away, or broke the rules of HTTP. */
        void broken();
    }

    private enum State {
        WAITING,
        WHOLE,
        TOO_LARGE,
        BROKEN
    }

    private WholeBody(HttpServerExchange exchange, int limit, Taker taker) {
        long announced = exchange.getRequestContentLength();
        this.exchange = exchange;
        this.channel = exchange.getRequestChannel();
        this.limit = limit;
        this.taker = taker;
        this.bytes = new byte[(int) Math.min(announced < 0 ? FIRST_BYTES : announced, limit)];
    }

    /**
     * Begins to read; the taker may be told before this returns.
     *
     * @param limit in bytes
     */
    static void read(HttpServerExchange exchange, int limit, Taker taker) {
        new WholeBody(exchange, limit, taker).begin();
    }

    private void begin() {
        State state = readOn();
        if (state == State.WAITING) {
            channel.getReadSetter().set(_ -> goOn());
            channel.resumeReads();
        } else {
            tell(state);
        }
    }

    private void goOn() {
        if (ended) {
            return;
        }
        State state = readOn();
        if (state != State.WAITING) {
            ended = true;
            Connectors.executeRootHandler(_ -> tell(state), exchange);
        }
    }

    private State readOn() {
        try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer arrived = pooled.getBuffer();
            int count = channel.read(arrived.clear());
            while (count > 0) {
                if (count > limit - size) {
                    return State.TOO_LARGE;
                }
                append(arrived.flip());
                count = channel.read(arrived.clear());
            }
            return count < 0 ? State.WHOLE : State.WAITING;
        } catch (IOException e) {
            return State.BROKEN; // what happened to it is the client's business, and it is told
        }
    }

    private void append(ByteBuffer arrived) {
        int count = arrived.remaining();
        if (count > bytes.length - size) {
            long roomier = Math.max(2L * bytes.length, (long) size + count);
            bytes = Arrays.copyOf(bytes, (int) Math.min(roomier, limit));
        }
        arrived.get(bytes, size, count);
        size += count;
    }

    private void tell(State state) {
        switch (state) {
            case WHOLE -> taker.whole(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
            case TOO_LARGE -> taker.tooLarge();
            case BROKEN -> taker.broken();
            case WAITING -> throw new IllegalStateException("the body is not read yet");
        }
    }
}
