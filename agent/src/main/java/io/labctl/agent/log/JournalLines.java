package io.labctl.agent.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Log lines on standard error, without a time: the journal adds its own. Set in code, because an
 * XML parser would cost every idle agent a megabyte.
 */
public final class JournalLines extends ContextAwareBase implements Configurator {
    private static final String LINE = "%level %msg %kvp%n%nopex";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(form(context, LINE));
        appender.start();
        var root = context.getLogger("ROOT");
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        var kept = new OwnLines(form(context, "%date{yyyy-MM-dd'T'HH:mm:ssXXX} " + LINE));
        kept.setContext(context);
        kept.start();
        root.addAppender(kept);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static PatternLayoutEncoder form(LoggerContext context, String pattern) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }
}
