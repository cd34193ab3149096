package io.labctl.master.background;

import io.labctl.catalog.error.Unavailable;
import io.labctl.master.store.SqlFailure;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts at one task. When a database or another part is not there now, that is told in the
 * log, once for as long as it is the same; any other failure is thrown. What a database says counts
 * by its kind: its words may have numbers and names in them that differ each time. Used by one
 * thread at a time.
 */
public final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final String NONE = "";

    private final String task;
    private String trouble = NONE;

    public Attempts(String task) {
        this.task = task;
    }

    /**
     * Makes one.
     *
     * @return whether there is any use in other tasks with the database now; not when it could not
     *     be reached
     */
    public boolean attempt(Runnable doing) {
        try {
            doing.run();
            trouble = NONE;
            return true;
        } catch (JdbiException | Unavailable e) {
            tell(e);
            return !isUnreached(e);
        }
    }

    private static boolean isUnreached(RuntimeException e) {
        return e instanceof ConnectionException
                || SqlFailure.of(e).filter(SqlFailure::isOfConnection).isPresent();
    }

    private void tell(RuntimeException e) {
        String now =
                SqlFailure.of(e)
                        .map(sql -> sql.state() + " " + e.getClass().getName())
                        .orElseGet(e::toString);
        if (!now.equals(trouble)) {
            SqlFailure.told(LOG.atWarn().addKeyValue("task", task), e)
                    .log("not possible now, trying again");
        }
        trouble = now;
    }
}
