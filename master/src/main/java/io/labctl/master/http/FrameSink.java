package io.labctl.master.http;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.channels.StreamSinkChannel;

/**
 * An answer that is a row of frames and goes on for as long as somebody brings some. What its
 * client has not taken yet is kept, up to a limit. Sends {@link FrameKind#ALIVE} when it was silent
 * for a while. Safe for use by many threads.
 */
public final class FrameSink implements LongAnswer {
    /** In bytes; one frame more is taken when there is less. */
    private static final int ROOM = 32 * 1024;

    private static final int NO_LIMIT = 0;
    private static final ByteBuffer[] NONE = {};

    private final Map<String, String> headers;
    private final Listener listener;
    private final Silence silence;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean wasFull;
    private boolean ending;
    private boolean over;
    private boolean silent;
    private long looksSinceEnd;
    private @Nullable Connection connection;

    /** Is told on the connection's thread. */
    public interface Listener {
        /** There is room again after {@link FrameSink#send} said that there was none. */
        void roomAgain();

        /** Its client is gone, or was cut off; is told once, and not when all has arrived. */
        void gone(FrameSink sink);
    }

    /** The answer's way out, from when it has begun. */
    private record Connection(
            HttpServerExchange exchange, StreamSinkChannel channel, Watch watch) {}

    /**
     * One that takes frames from now on.
     *
     * @param headers of the answer
     */
    public FrameSink(Map<String, String> headers, Listener listener) {
        this(headers, listener, Silence.USUAL);
    }

    FrameSink(Map<String, String> headers, Listener listener, Silence silence) {
        this.headers = Map.copyOf(headers);
        this.listener = listener;
        this.silence = silence;
        add(Frame.empty(FrameKind.ALIVE)); // an answer's head goes out with the first of its body
    }

    /**
     * Sends a frame, after those before it. One that is over takes it and does nothing.
     *
     * @return whether there is room for more; otherwise that is told when there is
     */
    public boolean send(Frame frame) {
        boolean hasRoom;
        synchronized (this) {
            if (over || ending) {
                return true;
            }
            add(frame);
            silent = false;
            hasRoom = bytes < ROOM;
            wasFull |= !hasRoom;
        }
        writeSoon();
        return hasRoom;
    }

    /** Whether {@link #send} would say so now. */
    public synchronized boolean hasRoom() {
        return over || ending || bytes < ROOM;
    }

    /**
     * The answer ends after what was brought so far. A client that does not take that soon loses
     * its connection.
     */
    public void end() {
        synchronized (this) {
            ending = true;
        }
        writeSoon();
    }

    /** Ends the connection at once, whatever was brought. */
    public void cut() {
        synchronized (this) {
            if (connection != null) {
                connection.exchange().getIoThread().execute(this::gone);
                return;
            }
        }
        gone();
    }

    private synchronized void writeSoon() {
        if (connection != null) {
            connection.exchange().getIoThread().execute(this::write);
        }
    }

    /** On the connection's thread, as all that follows. */
    void begin(HttpServerExchange exchange) {
        Held.giveBackAll(exchange);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Frame.MEDIA_TYPE);
        headers.forEach(
                (name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        try {
            exchange.getConnection().setOption(Options.WRITE_TIMEOUT, NO_LIMIT);
        } catch (IOException e) {
            exchange.endExchange();
            gone();
            return;
        }
        StreamSinkChannel channel = exchange.getResponseChannel();
        channel.getWriteSetter().set(_ -> write());
        Watch watch = Watch.over(exchange, this::gone);
        if (isReady(new Connection(exchange, channel, watch))) {
            look(exchange);
        } else {
            watch.end();
            IoUtils.safeClose(exchange.getConnection());
            exchange.endExchange();
        }
    }

    /** False when its client is gone already. */
    private synchronized boolean isReady(Connection begun) {
        connection = over ? null : begun;
        return !over;
    }

    private void look(HttpServerExchange exchange) {
        if (isLate()) {
            gone();
            return;
        }
        synchronized (this) {
            if (silent && !over && !ending) {
                add(Frame.empty(FrameKind.ALIVE));
            }
            silent = true;
        }
        write();
        if (!isOver()) {
            Deadline.after(exchange, silence.alive(), () -> look(exchange));
        }
    }

    /** Whether its client had time enough for what came last. */
    private synchronized boolean isLate() {
        looksSinceEnd += ending ? 1 : 0;
        return looksSinceEnd > silence.looks();
    }

    private void add(Frame frame) {
        waiting.add(frame.encoded());
        bytes += frame.length();
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void write() {
        Connection out;
        synchronized (this) {
            if (over || connection == null) {
                return;
            }
            out = connection;
        }
        try {
            if (!written(out.channel())) {
                out.channel().resumeWrites();
                return;
            }
            out.channel().suspendWrites();
            if (isAtEnd()) {
                out.channel().getWriteSetter().set(null);
                finish(out);
            }
        } catch (IOException e) {
            gone();
        }
    }

    /** Whether everything is on its way. */
    private boolean written(StreamSinkChannel channel) throws IOException {
        ByteBuffer[] next = next();
        while (next.length > 0) {
            if (channel.write(next, 0, next.length) == 0) {
                return false;
            }
            if (haveGone()) {
                listener.roomAgain();
            }
            next = next();
        }
        return channel.flush();
    }

    private synchronized ByteBuffer[] next() {
        return waiting.toArray(NONE);
    }

    /** Whether there is room now where there was none. */
    private synchronized boolean haveGone() {
        while (!waiting.isEmpty() && !waiting.getFirst().hasRemaining()) {
            bytes -= waiting.removeFirst().limit();
        }
        boolean again = wasFull && bytes < ROOM;
        wasFull &= !again;
        return again;
    }

    private synchronized boolean isAtEnd() {
        over = ending && waiting.isEmpty();
        return over;
    }

    /** Ending the exchange sends what ends the body. */
    private static void finish(Connection out) {
        out.watch().end();
        out.exchange().endExchange();
    }

    private void gone() {
        Connection lost;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            waiting.clear();
            lost = connection;
        }
        if (lost != null) {
            lost.watch().end();
            IoUtils.safeClose(lost.exchange().getConnection());
            lost.exchange().endExchange();
        }
        listener.gone(this);
    }
}
