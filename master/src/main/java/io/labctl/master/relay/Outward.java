package io.labctl.master.relay;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.master.http.FrameSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What somebody brings here, passed on to another labd and as fast as that takes it. Safe for use
 * by many threads.
 */
final class Outward implements Flow.Publisher<ByteBuffer>, Flow.Subscription, FrameSource.Taker {
    /** In bytes; one frame more is taken when there is less. */
    private static final int ROOM = 64 * 1024;

    private final String turn;
    private final boolean hasEnd;
    private final FrameSource source = new FrameSource(this);
    private final CompletableFuture<Void> wanted = new CompletableFuture<>();
    private final AtomicInteger passing = new AtomicInteger();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private Flow.@Nullable Subscriber<? super ByteBuffer> labd;
    private long demand;
    private int bytes;
    private boolean wasFull;
    private State state = State.GOES_ON;

    private enum State {
        GOES_ON,
        ENDS,
        BREAKS,
        OVER
    }

    /**
     * @param hasEnd whether it is in vain when it ends without a frame of {@link FrameKind#END}
     */
    Outward(String turn, boolean hasEnd) {
        this.turn = turn;
        this.hasEnd = hasEnd;
    }

    FrameSource source() {
        return source;
    }

    /** The number of the pair of requests that it is one of. */
    String turn() {
        return turn;
    }

    /** Completes when the other labd wants it. */
    CompletableFuture<Void> wanted() {
        return wanted;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        synchronized (this) {
            labd = subscriber;
        }
        subscriber.onSubscribe(this);
        wanted.complete(null);
        pass();
    }

    @Override
    public void request(long count) {
        synchronized (this) {
            demand += count;
        }
        pass();
    }

    /** The other labd takes no more; what it answers then says why. */
    @Override
    public void cancel() {
        boolean isInTheMiddle;
        synchronized (this) {
            isInTheMiddle = state == State.GOES_ON;
            state = State.OVER;
            waiting.clear();
        }
        if (isInTheMiddle) {
            source.goOn(); // what still comes is for nobody
        }
    }

    @Override
    public boolean take(Frame frame) {
        boolean isLast = hasEnd && frame.kind() == FrameKind.END;
        boolean hasRoom;
        synchronized (this) {
            if (state != State.GOES_ON) {
                return true;
            }
            waiting.add(frame.encoded());
            bytes += frame.length();
            hasRoom = bytes < ROOM;
            wasFull |= !hasRoom && !isLast;
            state = isLast ? State.ENDS : State.GOES_ON;
        }
        pass();
        return hasRoom && !isLast;
    }

    /** In vain, unless the other labd has said before that it has what it wants. */
    @Override
    public void ended(FrameSource ended) {
        become(State.ENDS);
        if (hasEnd) {
            ended.refuse("the output came to its end without one of the session");
        }
    }

    @Override
    public void gone(FrameSource gone) {
        become(State.BREAKS);
    }

    private void become(State next) {
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            state = next;
        }
        pass();
    }

    /** By one thread at a time, without a lock that the other labd's connection may wait for. */
    private void pass() {
        if (passing.getAndIncrement() > 0) {
            return; // who is at it goes on
        }
        do {
            passing.set(1);
            passAll();
        } while (passing.decrementAndGet() > 0);
    }

    private void passAll() {
        Flow.Subscriber<? super ByteBuffer> to;
        synchronized (this) {
            to = labd;
        }
        if (to == null) {
            return;
        }
        for (ByteBuffer next = next(); next != null; next = next()) {
            to.onNext(next);
        }
        switch (takeEnd()) {
            case ENDS -> to.onComplete();
            case BREAKS -> to.onError(new IOException("who has brought this is gone"));
            case GOES_ON, OVER -> {}
        }
    }

    private @Nullable ByteBuffer next() {
        ByteBuffer next;
        boolean hasRoomAgain;
        synchronized (this) {
            if (demand == 0 || waiting.isEmpty() || state == State.BREAKS) {
                return null;
            }
            demand--;
            next = waiting.removeFirst();
            bytes -= next.remaining();
            hasRoomAgain = wasFull && bytes < ROOM;
            wasFull &= !hasRoomAgain;
        }
        if (hasRoomAgain) {
            source.goOn();
        }
        return next;
    }

    private synchronized State takeEnd() {
        State now = state;
        boolean isAtEnd = now == State.BREAKS || (now == State.ENDS && waiting.isEmpty());
        if (isAtEnd) {
            state = State.OVER;
            return now;
        }
        return State.GOES_ON;
    }
}
