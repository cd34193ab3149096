package io.labctl.master.background;

import io.labctl.catalog.error.Unavailable;
import io.labctl.master.store.SqlFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that is repeated on a thread of its own until it is closed. A database or another part
 * that is not there now is waited for; any other failure ends the thread and reaches the program's
 * handler for such deaths.
 */
public final class Repeating implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

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
        try {
            boolean well = true;
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                well = round(name, task, well);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of failures in a row only the first is logged. */
    private static boolean round(String name, Runnable task, boolean well) {
        try {
            task.run();
            return true;
        } catch (JdbiException | Unavailable e) {
            if (well) {
                SqlFailure.told(LOG.atWarn().addKeyValue("task", name), e)
                        .log("not possible now, trying again");
            }
            return false;
        }
    }
}
