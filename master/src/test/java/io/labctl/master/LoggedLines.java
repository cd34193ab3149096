package io.labctl.master;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * What one class or library logs while a test looks, each line as {@code LEVEL sentence
 * key="value"}.
 */
public final class LoggedLines implements AutoCloseable {
    private final Logger logger;
    private final Lines lines = new Lines();

    private LoggedLines(Logger logger) {
        this.logger = logger;
    }

    public static LoggedLines of(Class<?> type) {
        return of(type.getName());
    }

    /** Of a logger that goes by a name of its own. */
    static LoggedLines of(String logger) {
        var logged = new LoggedLines((Logger) LoggerFactory.getLogger(logger));
        logged.logger.setLevel(Level.INFO);
        logged.lines.start();
        logged.logger.addAppender(logged.lines);
        return logged;
    }

    public List<String> all() {
        return List.copyOf(lines.written);
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setLevel(null); // as those above it
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> written = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            var line = new StringBuilder("%s %s".formatted(event.getLevel(), event.getMessage()));
            if (event.getKeyValuePairs() != null) {
                event.getKeyValuePairs().forEach(pair -> line.append(' ').append(pair));
            }
            if (event.getThrowableProxy() != null) {
                line.append(" and a trace");
            }
            written.add(line.toString());
        }
    }
}
