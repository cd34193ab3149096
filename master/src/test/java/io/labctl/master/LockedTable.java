package io.labctl.master;

import io.labctl.master.database.DatabaseConfig;
import io.labctl.master.database.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps every request that reads a table waiting until it is closed. */
record LockedTable(Connection holder) implements AutoCloseable {
    static LockedTable of(DatabaseConfig database, String table) throws SQLException {
        Connection holder = TestPostgres.connect(database);
        holder.setAutoCommit(false);
        try (var lock = holder.createStatement()) {
            lock.execute("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(table));
        }
        return new LockedTable(holder);
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
