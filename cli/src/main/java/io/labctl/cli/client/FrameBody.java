package io.labctl.cli.client;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;

/**
 * A request's body of frames, each of which is sent before the next one is waited for; a body from
 * a stream would be one piece behind.
 */
final class FrameBody implements Flow.Publisher<ByteBuffer> {
    private final OutgoingFrames frames;

    FrameBody(OutgoingFrames frames) {
        this.frames = frames;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        var sending = new Sending(subscriber);
        subscriber.onSubscribe(sending);
        sending.thread.start();
    }

    private final class Sending implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final Semaphore demand = new Semaphore(0);
        private final Thread thread = Thread.ofVirtual().unstarted(this::sendAll);

        Sending(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        private void sendAll() {
            try {
                demand.acquire();
                for (var next = frames.next(); next.isPresent(); next = frames.next()) {
                    subscriber.onNext(next.get().encoded());
                    demand.acquire();
                }
                subscriber.onComplete();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the request is over
            }
        }

        @Override
        public void request(long count) {
            demand.release((int) Math.min(count, Short.MAX_VALUE));
        }

        @Override
        public void cancel() {
            thread.interrupt();
        }
    }
}
