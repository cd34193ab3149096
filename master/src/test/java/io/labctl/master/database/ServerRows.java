package io.labctl.master.database;

import org.jdbi.v3.core.Handle;

/** Servers for tests of what else the database keeps. */
public final class ServerRows {
    private ServerRows() {}

    /**
     * Adds one that has joined.
     *
     * @param serial of its certificate, in hex
     */
    public static void add(Handle db, String name, String serial) {
        db.createUpdate(
                        """
                        INSERT INTO server (name, cloud, environment, role, labels, serial,
                                            key_hash, enrolled_at, compile_faults)
                        VALUES (:name, 'c', 'e', 'r', '{}', :serial, :name, now(), '')
                        """)
                .bind("name", name)
                .bind("serial", serial)
                .execute();
    }
}
