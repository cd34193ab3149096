package io.labctl.master.background;

import io.labctl.catalog.error.Unavailable;
import io.labctl.master.store.SqlFailure;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts at one task. When a database or another part is not there now, that is told in the
 * log, once for as long as it is the same; any other failure is thrown. Used by one thread at a
 * time.
 */
public final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final String NONE = "";

    private final String task;
    private String trouble = NONE;

    public Attempts(String task) {
        this.task = task;
    }

    public void attempt(Runnable doing) {
        try {
            doing.run();
            trouble = NONE;
        } catch (JdbiException | Unavailable e) {
            tell(e);
        }
    }

    private void tell(RuntimeException e) {
        String now = SqlFailure.of(e).map(SqlFailure::said).orElseGet(e::toString);
        if (!now.equals(trouble)) {
            SqlFailure.told(LOG.atWarn().addKeyValue("task", task), e)
                    .log("not possible now, trying again");
        }
        trouble = now;
    }
}
