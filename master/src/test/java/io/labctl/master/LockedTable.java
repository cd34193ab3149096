package io.labctl.master;

import io.labctl.master.database.DatabaseConfig;
import io.labctl.master.database.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps every request that reads a table, or writes to it, waiting until it is closed. */
record LockedTable(Connection holder) implements AutoCloseable {
    static LockedTable of(DatabaseConfig database, String table) throws SQLException {
        return of(database, table, "ACCESS EXCLUSIVE");
    }

    /** It can be read, and not be written to. */
    static LockedTable againstWriting(DatabaseConfig database, String table) throws SQLException {
        return of(database, table, "EXCLUSIVE");
    }

    private static LockedTable of(DatabaseConfig database, String table, String mode)
            throws SQLException {
        Connection holder = TestPostgres.connect(database);
        holder.setAutoCommit(false);
        try (var lock = holder.createStatement()) {
            lock.execute("LOCK TABLE %s IN %s MODE".formatted(table, mode));
        }
        return new LockedTable(holder);
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
