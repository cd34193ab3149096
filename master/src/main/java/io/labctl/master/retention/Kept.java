package io.labctl.master.retention;

import java.time.Duration;

/**
 * Rows that are kept for a while.
 *
 * @param time for how long after what {@code rows} counts from
 */
public record Kept(OldRows rows, Duration time) {}
