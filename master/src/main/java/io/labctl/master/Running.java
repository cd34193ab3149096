package io.labctl.master;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.master.background.Closing;
import io.labctl.master.database.Database;
import io.labctl.master.store.SqlFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started over the database, to be ended in reverse order and within a limit. */
final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    /** Of the ten seconds that are promised. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    /** Longer than running requests are waited for, and short enough for the database to stop. */
    private static final Duration LAST_STATEMENTS = Duration.ofMillis(5500);

    private final Database database;
    private final Ticker ticker;
    private final List<Closing> started = new ArrayList<>();

    Running(Database database, Ticker ticker) {
        this.database = database;
        this.ticker = ticker;
    }

    Database database() {
        return database;
    }

    void add(Closing one) {
        started.add(one);
    }

    @Override
    public void close() {
        long begun = ticker.read();
        try {
            database.drain(LAST_STATEMENTS);
            started.reversed().forEach(Running::end);
        } finally {
            database.close(STOP_LIMIT.minusNanos(ticker.read() - begun));
        }
    }

    /** What cannot be ended keeps nothing else from its end. */
    private static void end(Closing one) {
        try {
            one.close();
        } catch (RuntimeException e) {
            SqlFailure.told(LOG.atError(), e)
                    .log("a part of labd could not be ended in good order");
        }
    }
}
