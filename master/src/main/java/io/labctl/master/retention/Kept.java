package io.labctl.master.retention;

import java.time.Duration;

/**
 * Rows that are kept for a while.
 *
 * @param name of their kind, for the log
 * @param time for how long after what {@code rows} counts from
 */
public record Kept(String name, OldRows rows, Duration time) {}
