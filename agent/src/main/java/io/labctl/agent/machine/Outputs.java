package io.labctl.agent.machine;

import java.time.Duration;

/** What one program that has been started writes, of which the end is kept. */
record Outputs(OutputTail outTail, OutputTail errTail) {
    /** Something that was started may hold a pipe open; nobody waits longer for it than this. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    /** Waits for the end of both, but not for those that were left behind. */
    void awaitEnd() throws InterruptedException {
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        outTail.await(LAST_WORDS);
        errTail.await(Duration.ofNanos(end - System.nanoTime()));
    }

    /** How it ended, with what it wrote until then. */
    Finished finished(int exit, boolean timedOut) {
        return new Finished(exit, out(), err(), timedOut, outTail.isText());
    }

    /** Its standard output so far, as UTF-8. */
    String out() {
        return outTail.text();
    }

    /** Its standard error so far, as UTF-8. */
    String err() {
        return errTail.text();
    }
}
