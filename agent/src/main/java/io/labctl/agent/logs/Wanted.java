package io.labctl.agent.logs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether somebody still wants to read. Safe for use by many threads. */
final class Wanted {
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * Waits a little.
     *
     * @return false when nobody wants to read any more
     */
    boolean after(Duration pause) {
        try {
            return !end.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void end() {
        end.countDown();
    }
}
