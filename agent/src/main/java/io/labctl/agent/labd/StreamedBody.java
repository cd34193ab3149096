package io.labctl.agent.labd;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that is written bit by bit. It keeps nothing: who sends waits until the
 * connection takes it. Safe for use by many threads.
 */
public final class StreamedBody implements HttpRequest.BodyPublisher {
    /** Of those who send; never held by the connection's threads. */
    private final ReentrantLock turn = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Flow.@Nullable Subscriber<? super ByteBuffer> connection;
    private long wanted;
    private volatile boolean isOver;

    @Override
    public long contentLength() {
        return -1; // not known
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        connection = subscriber;
        subscriber.onSubscribe(
                new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        change(() -> wanted = n < Long.MAX_VALUE - wanted ? wanted + n : n);
                    }

                    @Override
                    public void cancel() {
                        StreamedBody.this.cancel();
                    }
                });
    }

    /**
     * Sends these bytes as one piece.
     *
     * @return false when the connection takes no more
     */
    public boolean send(ByteBuffer bytes) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            boolean wanted = awaitWanted();
            if (wanted) {
                requireNonNull(connection).onNext(bytes);
            }
            return wanted;
        } finally {
            turn.unlock();
        }
    }

    private boolean awaitWanted() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (wanted == 0 && !isOver) {
                changed.await();
            }
            wanted--;
            return !isOver;
        } finally {
            lock.unlock();
        }
    }

    /** That was all. */
    public void end() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (!isOver && connection != null) {
                connection.onComplete();
            }
            cancel();
        } finally {
            turn.unlock();
        }
    }

    /** Nobody wants more of it; who waits is woken. */
    public void cancel() {
        change(() -> isOver = true);
    }

    private void change(Runnable how) {
        lock.lock();
        try {
            how.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
