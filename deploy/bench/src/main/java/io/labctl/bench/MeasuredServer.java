package io.labctl.bench;

import java.io.IOException;
import java.time.Duration;

/** A server under load whose cost is read from the machine. */
public interface MeasuredServer {
    /** Its own CPU time so far, without its database. */
    Duration cpu() throws IOException;

    /** The CPU time so far of the database that it started, zero where it has none. */
    Duration databaseCpu() throws IOException;
}
