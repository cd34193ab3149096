package io.labctl.master;

import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The body of a request, frame by frame as a test brings them. */
final class SentFrames implements Flow.Publisher<ByteBuffer> {
    /** Empty for the end. */
    private final BlockingQueue<Optional<ByteBuffer>> waiting = new LinkedBlockingQueue<>();

    private final AtomicInteger taken = new AtomicInteger();

    /** Brings a frame; with {@link FrameKind#END} the body ends. */
    SentFrames send(Frame frame) {
        waiting.add(Optional.of(frame.encoded()));
        if (frame.kind() == FrameKind.END) {
            end();
        }
        return this;
    }

    void end() {
        waiting.add(Optional.empty());
    }

    /** How many frames the connection has taken. */
    int taken() {
        return taken.get();
    }

    /** How many it has taken when it takes no more. */
    int untilItRests() {
        var before = new AtomicInteger();
        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(60))
                .until(() -> before.getAndSet(taken()) == taken() && taken() > 0);
        return taken();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        var demand = new Semaphore(0);
        Thread sending = Thread.ofVirtual().unstarted(() -> sendAll(subscriber, demand));
        subscriber.onSubscribe(
                new Flow.Subscription() {
                    @Override
                    public void request(long count) {
                        demand.release((int) Math.min(count, Short.MAX_VALUE));
                    }

                    @Override
                    public void cancel() {
                        sending.interrupt();
                    }
                });
        sending.start();
    }

    private void sendAll(Flow.Subscriber<? super ByteBuffer> subscriber, Semaphore demand) {
        try {
            while (true) {
                demand.acquire(); // Java's client is not ready for an end before it asks, either
                Optional<ByteBuffer> next = waiting.take();
                if (next.isEmpty()) {
                    subscriber.onComplete();
                    return;
                }
                subscriber.onNext(next.get());
                taken.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the request is over
        }
    }
}
