package io.labctl.agent.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The newest lines of this process, for whoever asks the agent where there is no journal. Safe for
 * use by many threads.
 */
public final class OwnLines extends AppenderBase<ILoggingEvent> {
    private static final String NAME = "own-lines";

    /** In bytes. */
    private static final int MOST = 128 * 1024;

    private final PatternLayoutEncoder form;
    private final Deque<byte[]> lines = new ArrayDeque<>();

    /** The number of the oldest that is kept. */
    private long first;

    private int size;

    OwnLines(PatternLayoutEncoder form) {
        this.form = form;
        setName(NAME);
    }

    /** Those of this process. */
    public static OwnLines ofThisProcess() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (context.getLogger("ROOT").getAppender(NAME) instanceof OwnLines own) {
            return own;
        }
        throw new IllegalStateException("the lines of this process are not kept");
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = form.encode(event);
        synchronized (lines) {
            lines.add(line);
            size += line.length;
            while (size > MOST && lines.size() > 1) {
                size -= lines.removeFirst().length;
                first++;
            }
        }
    }

    /** The number of the one that comes next. */
    public long end() {
        synchronized (lines) {
            return first + lines.size();
        }
    }

    /** Those of the numbers from one up to before another that are still kept. */
    public List<byte[]> between(long from, long to) {
        synchronized (lines) {
            return lines.stream()
                    .skip(Math.max(0, from - first))
                    .limit(Math.max(0, to - Math.max(from, first)))
                    .toList();
        }
    }
}
