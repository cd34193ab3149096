package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.MonotonicTime;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the package lists were fetched anew by this agent. What was tried counts, so that an archive
 * that is down is not asked for each package.
 */
final class Lists {
    /** However many packages are missing. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final MonotonicTime time;
    private @Nullable Duration tried;
    private @Nullable String failure;

    Lists(MonotonicTime time) {
        this.time = time;
    }

    /** How they are fetched. */
    interface Fetch {
        void fetch() throws IOException;
    }

    /** Whether they have been fetched now; a failure is told, since some may be there. */
    boolean refreshed(Fetch fetch) throws IOException {
        if (areYoungerThan(FRESH)) {
            return false;
        }
        tried = time.now();
        failure = null;
        try {
            fetch.fetch();
        } catch (Unavailable e) {
            failure = e.getMessage();
            throw e;
        }
        return true;
    }

    /**
     * Sees to it that they are not older.
     *
     * @throws Unavailable also when the last try failed, and no new one is due
     */
    void notOlderThan(Duration age, Fetch fetch) throws IOException {
        if (!areYoungerThan(age)) {
            refreshed(fetch);
        } else if (failure != null) {
            throw new Unavailable(failure);
        }
    }

    /** Whether what is not in them is nowhere. */
    boolean areFresh() {
        return areYoungerThan(FRESH) && failure == null;
    }

    private boolean areYoungerThan(Duration age) {
        return tried != null && time.now().minus(tried).compareTo(age) < 0;
    }
}
