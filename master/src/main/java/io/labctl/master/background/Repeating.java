package io.labctl.master.background;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A task that is repeated on a thread of its own until it is closed. A database or another part
 * that is not there now is waited for; any other failure ends the thread and reaches the program's
 * handler for such deaths.
 */
public final class Repeating implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Repeating(String name, Duration pause, Runnable task) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> repeat(name, pause, task));
    }

    public static Repeating every(Duration pause, String name, Runnable task) {
        var repeating = new Repeating(name, pause, task);
        repeating.thread.start();
        return repeating;
    }

    /** Waits for a round that is under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void repeat(String name, Duration pause, Runnable task) {
        var attempts = new Attempts(name);
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                attempts.attempt(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
