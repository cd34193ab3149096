package io.labctl.master.work;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.store.GzipJson;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import tools.jackson.core.JacksonException;

/** How work has ended, as it is written down in the columns {@code state} and {@code result}. */
record StoredEnd(GzipJson stored) {
    WorkEnd read(ResultSet row) throws SQLException {
        byte[] result = row.getBytes("result");
        return result == null ? unsaid(row.getString("state")) : said(result);
    }

    /** No agent has said so. */
    private static WorkEnd unsaid(String state) {
        return state.equals(WorkEnd.EXPIRED) ? new WorkEnd.Expired() : new WorkEnd.AgentLost(null);
    }

    /** A later labd of the same database may have stored what this one does not know. */
    private WorkEnd said(byte[] result) {
        try {
            return stored.read(result, WorkEnd.class);
        } catch (JacksonException | InvalidInput | UncheckedIOException _) {
            return new WorkEnd.Failed("answered something that this labd does not know");
        }
    }
}
