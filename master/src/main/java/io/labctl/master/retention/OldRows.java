package io.labctl.master.retention;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Rows of one kind that are removed when they are old. */
@FunctionalInterface
public interface OldRows {
    /**
     * Removes some of those from before a moment.
     *
     * @param most how many at a time, so that no statement runs long
     * @return how many were removed; fewer than {@code most} when no more are left
     */
    int deleteBefore(Handle db, Instant limit, int most);
}
