package io.labctl.catalog.work;

import io.labctl.catalog.report.RunOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a machine is doing, as its agent says with each request for work; what cannot be told is
 * null.
 *
 * @param load how many processes want to run, averaged over a minute
 * @param disk the file system of {@code /}
 * @param lastRun the newest run, also one whose report labd does not have yet
 * @param sessions those that it has; null is none
 */
public record Vitals(
        @Nullable Double load,
        @Nullable Amount memory,
        @Nullable Amount disk,
        @Nullable Run lastRun,
        @Nullable List<UUID> sessions) {
    /** The header in which they travel, as JSON. */
    public static final String HEADER = "Lab-Vitals";

    /** How much there is, and how much of it a new process could have, in bytes. */
    public record Amount(long total, long available) {}

    /** A run in two words. */
    public record Run(Instant at, RunOutcome outcome) {}
}
