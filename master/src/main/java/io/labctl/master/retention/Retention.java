package io.labctl.master.retention;

import io.labctl.master.background.Attempts;
import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** Removes rows that are older than they are to be kept, a few at a time. */
public final class Retention {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int BATCH = 1000;

    private final Jdbi jdbi;
    private final List<Sweep> sweeps;
    private final Clock clock;
    private volatile boolean ending;

    /** One kind, and how it went: a kind that cannot be swept is no reason to keep others. */
    private record Sweep(Kept kind, Attempts attempts) {}

    /**
     * Removes nothing yet.
     *
     * @param kinds in the order in which they are swept, so those that others refer to come last
     */
    public Retention(Jdbi jdbi, List<Kept> kinds, Clock clock) {
        this.jdbi = jdbi;
        this.sweeps =
                kinds.stream()
                        .map(kind -> new Sweep(kind, new Attempts("retention of " + kind.name())))
                        .toList();
        this.clock = clock;
    }

    /**
     * Sweeps now and then until the returned handle is closed, which waits for one batch at most.
     */
    public Closing sweeping() {
        return sweeping(EVERY);
    }

    Closing sweeping(Duration pause) {
        Repeating sweeper = Repeating.every(pause, "retention", this::sweep);
        return () -> {
            ending = true;
            sweeper.close();
        };
    }

    /**
     * Sweeps each kind, unless there is no way to the database: each would wait for that.
     *
     * @return how many were removed
     */
    public int sweep() {
        var removed = new AtomicInteger();
        for (Sweep each : sweeps) {
            if (ending || !each.attempts().attempt(() -> sweep(each.kind(), removed))) {
                break;
            }
        }
        return removed.get();
    }

    private void sweep(Kept kind, AtomicInteger removed) {
        Instant limit = clock.instant().minus(kind.time());
        int batch;
        do {
            batch = jdbi.inTransaction(db -> kind.rows().deleteBefore(db, limit, BATCH));
            removed.addAndGet(batch);
        } while (batch == BATCH && !ending);
    }
}
