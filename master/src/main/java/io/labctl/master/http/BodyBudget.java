package io.labctl.master.http;

import java.util.concurrent.atomic.AtomicLong;

/** A number of bytes that some bodies may take up together. */
final class BodyBudget {
    private final AtomicLong free;

    BodyBudget(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    /** False when there is not that much left; then nothing is taken. */
    boolean take(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        giveBack(bytes);
        return false;
    }

    void giveBack(long bytes) {
        free.addAndGet(bytes);
    }
}
