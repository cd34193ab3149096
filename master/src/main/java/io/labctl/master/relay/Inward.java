package io.labctl.master.relay;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameDecoder;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.master.http.FrameSink;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What another labd sends, passed on to who reads it here and as fast as he does: one piece is
 * asked for at a time. Safe for use by many threads.
 */
final class Inward implements HttpResponse.BodySubscriber<Heard>, FrameSink.Listener {
    private final Clock clock;
    private final Consumer<Inward> ended;
    private final String turn;
    private final FrameSink sink;
    private final FrameDecoder decoder = new FrameDecoder();
    private Flow.@Nullable Subscription pieces;
    private boolean asked;
    private boolean over;
    private Instant since;

    /**
     * @param ended is told once
     */
    Inward(HttpHeaders headers, Clock clock, Consumer<Inward> ended) {
        this.clock = clock;
        this.ended = ended;
        this.since = clock.instant();
        this.turn = headers.firstValue(SessionTerms.TURN).orElse("");
        var told = new TreeMap<String, String>();
        Stream.of(SessionTerms.TURN, SessionTerms.FROM)
                .forEach(name -> headers.firstValue(name).ifPresent(v -> told.put(name, v)));
        this.sink = new FrameSink(told, this);
    }

    /** The number of the pair of requests that it is one of. */
    String turn() {
        return turn;
    }

    /** Who reads it here gets this. */
    FrameSink sink() {
        return sink;
    }

    /** Answered as soon as it begins. */
    @Override
    public CompletionStage<Heard> getBody() {
        return CompletableFuture.completedFuture(new Heard.Row(this));
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        boolean isInVain;
        synchronized (this) {
            pieces = subscription;
            isInVain = over;
        }
        if (isInVain) {
            subscription.cancel();
        } else {
            ask();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> arrived) {
        synchronized (this) {
            asked = false;
        }
        try {
            boolean hasRoom = true;
            for (ByteBuffer each : arrived) {
                hasRoom = passOn(each) && hasRoom;
            }
            if (hasRoom) {
                ask();
            }
        } catch (InvalidInput e) {
            cut();
        }
    }

    /** Whether there is room for more; otherwise that is told when there is. */
    private boolean passOn(ByteBuffer arrived) {
        boolean hasRoom = true;
        Optional<Frame> frame = decoder.next(arrived);
        while (frame.isPresent()) {
            hasRoom = sink.send(frame.get());
            frame = decoder.next(arrived);
        }
        return hasRoom;
    }

    @Override
    public void roomAgain() {
        ask();
    }

    /** Once for each piece, however often there was room again meanwhile. */
    private void ask() {
        Flow.Subscription from;
        synchronized (this) {
            if (asked || over || pieces == null) {
                return;
            }
            asked = true;
            since = clock.instant();
            from = pieces;
        }
        from.request(1);
    }

    /** Whether the other labd says nothing, though it is listened to. */
    synchronized boolean isSilent(Instant now) {
        return asked && !over && since.plus(SessionTerms.DEAD_AFTER).isBefore(now);
    }

    @Override
    public void onComplete() {
        forgetPieces();
        if (decoder.isAtEnd()) {
            end();
        } else {
            cut();
        }
    }

    @Override
    public void onError(Throwable why) {
        forgetPieces();
        cut(); // as whatever has broken off
    }

    /** There are no more; the connection may be somebody else's by now. */
    private synchronized void forgetPieces() {
        pieces = null;
    }

    /** Who reads is done with. */
    void end() {
        leave();
        sink.end();
    }

    /** Who reads loses his connection. */
    void cut() {
        leave();
        sink.cut();
    }

    @Override
    public void gone(FrameSink gone) {
        leave();
    }

    private void leave() {
        Flow.Subscription from;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            from = pieces;
        }
        if (from != null) {
            from.cancel();
        }
        ended.accept(this);
    }
}
