package io.labctl.master.worker;

import java.util.OptionalInt;

/**
 * What a worker's process may take, and how it ended, in words.
 *
 * @param heapMib of memory, in MiB
 * @param hasThreadBound whether its threads are counted, to {@link WorkerUsers#MOST_THREADS}
 */
record WorkerBounds(int heapMib, boolean hasThreadBound) {
    /** What a Java Virtual Machine ends with that has run out of memory, or out of threads. */
    static final int EXHAUSTED = 3;

    /** What it says then, and which error it was. A module may end with the same number. */
    static final String LAST_WORDS = "Terminating due to ";

    /** Above it, how a shell tells the number of a signal. */
    private static final int SIGNALLED = 128;

    /** The last signal of Linux (signal(7)). */
    private static final int LAST_SIGNAL = 64;

    /**
     * What the process did.
     *
     * @param exit empty when labd has stopped it
     * @param words its last
     */
    String told(OptionalInt exit, String words) {
        if (exit.isEmpty()) {
            return "broke off, did not end and was stopped";
        }
        int code = exit.getAsInt();
        if (isExhausted(exit, words)) {
            return words.contains("native thread") ? outOfThreads() : outOfMemory();
        }
        return code > SIGNALLED && code <= SIGNALLED + LAST_SIGNAL
                ? "lost its worker process by signal %d".formatted(code - SIGNALLED)
                : "ended its worker process, with exit code " + code;
    }

    /** Whether it lacked memory, or threads. */
    static boolean isExhausted(OptionalInt exit, String words) {
        return exit.equals(OptionalInt.of(EXHAUSTED))
                && words.contains(LAST_WORDS + OutOfMemoryError.class.getName());
    }

    private String outOfThreads() {
        return hasThreadBound
                ? "ran out of the %d threads that modules have, Java's own included"
                        .formatted(WorkerUsers.MOST_THREADS)
                : "started so many threads that labd's machine gave it no more";
    }

    private String outOfMemory() {
        return "ran out of the %d MiB of memory that modules have".formatted(heapMib);
    }
}
