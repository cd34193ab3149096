package io.labctl.master;

import io.labctl.master.bootstrap.AdminCredential;

/**
 * A labd that serves.
 *
 * @param port that it listens on, for a configured port 0
 */
record ServingLabd(Running running, int port, AdminCredential admin) implements AutoCloseable {
    /** Lets running requests finish, then stops everything. */
    @Override
    public void close() {
        running.close();
    }
}
