package io.labctl.master;

import io.labctl.master.store.SqlFailure;
import java.time.Duration;
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
    /** Of the ten seconds that are promised. */
    private static final Duration MOST = Duration.ofMillis(9500);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean serving;
    private volatile int code;

    /** Nobody can ask this one; see {@link #listening}. */
    CleanEnd() {}

    /** To be called first thing: a signal that comes before ends the process with Java's 143. */
    static CleanEnd listening() {
        var end = new CleanEnd();
        Runtime.getRuntime().addShutdownHook(new Thread(end::whenAsked));
        Thread.setDefaultUncaughtExceptionHandler(end::died);
        return end;
    }

    /** Waits until someone asks; the exit code. */
    int await() throws InterruptedException {
        serving = true;
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
     * code. A start is not waited for: whatever it was about, the next start does it again, and an
     * embedded PostgreSQL ends with this process.
     */
    private void whenAsked() {
        if (ended.getCount() == 0) {
            return;
        }
        asked.countDown();
        if (!serving) {
            log().atInfo().log("labd was asked to end while it started");
            Runtime.getRuntime().halt(code);
        }
        try {
            if (!ended.await(MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                log().atWarn()
                        .addKeyValue("limit", MOST)
                        .log("labd did not stop in time and is ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    /** Looked up when first needed: making the log takes longer than to be ready for a signal. */
    private static Logger log() {
        return LoggerFactory.getLogger(CleanEnd.class);
    }

    private void died(Thread thread, Throwable cause) {
        SqlFailure.told(log().atError().addKeyValue("thread", thread.getName()), cause)
                .log("a thread died, labd stops");
        code = 1;
        asked.countDown();
    }
}
