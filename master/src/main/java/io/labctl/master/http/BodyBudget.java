package io.labctl.master.http;

import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A number of bytes that some bodies may take up together, and those of one client at most a share
 * of it. Clients without a certificate count as one.
 */
final class BodyBudget {
    private final long share;

    /** Only of clients that have something. */
    private final Map<Optional<Certificate>, Long> taken = new HashMap<>();

    private long free;

    BodyBudget(long bytes, long share) {
        this.free = bytes;
        this.share = share;
    }

    /** False when there is not that much left; then nothing is taken. */
    synchronized boolean take(Optional<Certificate> client, long bytes) {
        long own = taken.getOrDefault(client, 0L) + bytes;
        if (own > share || bytes > free) {
            return false;
        }
        taken.put(client, own);
        free -= bytes;
        return true;
    }

    synchronized void giveBack(Optional<Certificate> client, long bytes) {
        taken.computeIfPresent(client, (_, own) -> own == bytes ? null : Long.valueOf(own - bytes));
        free += bytes;
    }
}
