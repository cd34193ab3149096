package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameDecoder;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final int NO_LIMIT = 0;

    private final Taker taker;
    private final Silence silence;
    private final FrameDecoder decoder = new FrameDecoder();
    private final ByteBuffer arrived = ByteBuffer.allocate(PIECE).flip();
    private final AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();
    private long silentLooks;
    private boolean held;
    private boolean over;
    private volatile boolean cut;

    /** All are known from when the request is there; until then nothing is read or answered. */
    private volatile @Nullable Begun begun;

    private record Begun(
            HttpServerExchange exchange, StreamSourceChannel channel, ProblemAnswer problems) {}

    /** How it is answered when its body has ended, and that no more of that is wanted. */
    private sealed interface Verdict {
        record Taken() implements Verdict {}

        record Refused(String why) implements Verdict {}
    }

    /** Gets what arrives, on the connection's thread. */
    public interface Taker {
        /** Whether the next is wanted already; otherwise {@link FrameSource#goOn} tells. */
        boolean take(Frame frame);

        /** The body has ended, and is answered now: with success unless it is refused by then. */
        void ended(FrameSource source);

        /** Its client is gone, or has been silent for too long, or said what is no frame. */
        void gone(FrameSource source);
    }

    public FrameSource(Taker taker) {
        this(taker, Silence.USUAL);
    }

    FrameSource(Taker taker, Silence silence) {
        this.taker = taker;
        this.silence = silence;
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
     * then, and otherwise its connection is closed. What was said first counts, this or {@link
     * #refuse}.
     */
    public void finish() {
        settle(new Verdict.Taken());
    }

    /** As {@link #finish}, but its client is told that what it brings was in vain. */
    public void refuse(String why) {
        settle(new Verdict.Refused(why));
    }

    private void settle(Verdict given) {
        if (verdict.compareAndSet(null, given)) {
            goOn();
        }
    }

    /** Ends its connection without an answer. */
    public void cut() {
        cut = true;
        Begun now = begun;
        if (now != null) {
            now.exchange().getIoThread().execute(() -> gone(now));
        }
    }

    private void onItsThread(Runnable task) {
        Begun now = begun;
        if (now != null) {
            now.exchange().getIoThread().execute(task);
        }
    }

    /** On the connection's thread, as all that follows. */
    void begin(HttpServerExchange exchange, ProblemAnswer problems) {
        Held.giveBackAll(exchange);
        try {
            exchange.getConnection().setOption(Options.READ_TIMEOUT, NO_LIMIT);
        } catch (IOException e) {
            cut = true;
        }
        if (HttpContinue.requiresContinueResponse(exchange)) {
            HttpContinue.sendContinueResponse(exchange, new Continued(exchange, problems));
        } else {
            listen(exchange, problems);
        }
    }

    /**
     * Listens to a client that waited to be told to send its body (RFC 9110, section 10.1.1). The
     * exchange that comes with the word is one for that word alone.
     */
    private final class Continued implements IoCallback {
        private final HttpServerExchange asked;
        private final ProblemAnswer problems;

        private Continued(HttpServerExchange asked, ProblemAnswer problems) {
            this.asked = asked;
            this.problems = problems;
        }

        @Override
        public void onComplete(HttpServerExchange word, Sender sender) {
            asked.getIoThread().execute(() -> listen(asked, problems));
        }

        @Override
        public void onException(HttpServerExchange word, Sender sender, IOException cause) {
            cut = true;
            asked.getIoThread().execute(() -> listen(asked, problems));
        }
    }

    private void listen(HttpServerExchange exchange, ProblemAnswer problems) {
        StreamSourceChannel source = exchange.getRequestChannel();
        source.getReadSetter().set(_ -> read());
        var now = new Begun(exchange, source, problems);
        begun = now;
        if (cut) {
            gone(now);
            return;
        }
        look(now);
        read();
    }

    /** Nobody is silent who is not listened to. */
    private void look(Begun now) {
        if (over) {
            return;
        }
        silentLooks = held ? 0 : silentLooks + 1;
        if (silentLooks > silence.looks()) {
            gone(now);
        } else {
            Deadline.after(now.exchange(), silence.alive(), () -> look(now));
        }
    }

    private void read() {
        Begun now = begun;
        if (over || held || now == null) {
            return;
        }
        try {
            while (pass()) {
                int count = now.channel().read(arrived.clear());
                arrived.flip();
                if (count == 0) {
                    now.channel().resumeReads();
                    return;
                }
                if (count < 0) {
                    ended(now);
                    return;
                }
                silentLooks = isSettled() ? silentLooks : 0;
            }
            now.channel().suspendReads();
        } catch (IOException | InvalidInput e) {
            gone(now);
        }
    }

    private boolean isSettled() {
        return verdict.get() != null;
    }

    /** Hands on what has arrived; false when no more is wanted for now. */
    private boolean pass() {
        Optional<Frame> frame = decoder.next(arrived);
        while (frame.isPresent()) {
            if (!isSettled() && !taker.take(frame.get())) {
                held = true;
                return false;
            }
            frame = decoder.next(arrived);
        }
        return true;
    }

    private void ended(Begun now) {
        over = true;
        taker.ended(this);
        if (verdict.get() instanceof Verdict.Refused(String why)) {
            now.problems().send(now.exchange(), StatusCodes.CONFLICT, Problem.CONFLICT, why);
        } else {
            now.exchange().setStatusCode(StatusCodes.NO_CONTENT);
            now.exchange().endExchange();
        }
    }

    private void gone(Begun now) {
        if (over) {
            return;
        }
        over = true;
        IoUtils.safeClose(now.exchange().getConnection());
        now.exchange().endExchange();
        taker.gone(this);
    }
}
