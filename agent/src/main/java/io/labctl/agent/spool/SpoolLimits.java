package io.labctl.agent.spool;

/**
 * How much may wait.
 *
 * @param reports that many at most
 * @param bytes that many at most, compressed
 */
public record SpoolLimits(int reports, long bytes) {
    /** Two weeks of half-hourly runs. */
    public static SpoolLimits usual() {
        return new SpoolLimits(700, 64L * 1024 * 1024);
    }
}
