package io.labctl.master;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the process: SIGTERM and SIGINT only ask, what runs is brought to an end, then the
 * process goes with 0. A thread that dies of something unexpected ends it too, with its cause in
 * the log.
 */
final class CleanEnd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CleanEnd.class);
    private static final int MOST_SECONDS = 10;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code;

    private CleanEnd() {}

    static CleanEnd listening() {
        var end = new CleanEnd();
        Runtime.getRuntime().addShutdownHook(new Thread(end::whenAsked));
        Thread.setDefaultUncaughtExceptionHandler(end::died);
        return end;
    }

    /** Waits until someone asks; the exit code. */
    int await() throws InterruptedException {
        asked.await();
        return code;
    }

    /** Everything is closed; a shutdown hook that waits may go on. */
    @Override
    public void close() {
        ended.countDown();
    }

    /**
     * Without the halt Java would report the signal as a failure; an exit by itself keeps its own
     * code.
     */
    private void whenAsked() {
        if (ended.getCount() == 0) {
            return;
        }
        asked.countDown();
        try {
            if (!ended.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn()
                        .addKeyValue("seconds", MOST_SECONDS)
                        .log("labd did not stop in time and is ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    private void died(Thread thread, Throwable cause) {
        LOG.atError()
                .addKeyValue("thread", thread.getName())
                .setCause(cause)
                .log("a thread died, labd stops");
        code = 1;
        asked.countDown();
    }
}
