package io.labctl.cli.server;

/** The time between two looks. */
@FunctionalInterface
public interface Pause {
    /** Waits; false when there is to be no further look. */
    boolean await();
}
