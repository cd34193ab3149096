package io.labctl.master.report;

import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Removes reports that are older than they are to be kept, a few at a time. */
public final class Retention {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int BATCH = 1000;

    private final Jdbi jdbi;
    private final ReportRepository reports;
    private final Duration kept;
    private final Clock clock;

    /** @param kept how long a report is kept from its arrival on */
    public Retention(Jdbi jdbi, ReportRepository reports, Duration kept, Clock clock) {
        this.jdbi = jdbi;
        this.reports = reports;
        this.kept = kept;
        this.clock = clock;
    }

    /** Sweeps now and then until the returned handle is closed. */
    public Closing sweeping() {
        return Repeating.every(EVERY, "retention", this::sweep)::close;
    }

    /** How many were removed. */
    int sweep() {
        Instant limit = clock.instant().minus(kept);
        int removed = 0;
        int batch;
        do {
            batch = jdbi.inTransaction(db -> reports.deleteBefore(db, limit, BATCH));
            removed += batch;
        } while (batch == BATCH);
        return removed;
    }
}
