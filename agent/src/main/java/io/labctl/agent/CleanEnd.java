package io.labctl.agent;

import io.labctl.agent.time.Stop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process by its own exit code also after SIGTERM or SIGINT: the signal only asks, what is
 * going on is brought to an end, then the process goes.
 */
final class CleanEnd {
    private static final long PATIENCE_SECONDS = 45;

    private final Stop stop;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int exitCode = 1;

    CleanEnd(Stop stop) {
        this.stop = stop;
    }

    /** Called by the main thread when its work is done. */
    void with(int code) {
        exitCode = code;
        done.countDown();
        System.exit(code);
    }

    /** Called when the main thread ends by an error, which Java tells. */
    void broken() {
        done.countDown();
    }

    /** The shutdown hook; without the halt, Java would end with 143 after a SIGTERM. */
    void whenAsked() {
        stop.signal();
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
