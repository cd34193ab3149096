package io.labctl.cli.logs;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.LogLevel;
import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.LogSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which lines of which log, to be mixed into the command that shows them. */
final class LogOptions {
    private static final int USUAL = 100;
    private static final int WHEN_FOLLOWED = 10;
    private static final int ALL = -1;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with the lines that come, until Ctrl-C.")
    boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "COUNT",
            converter = Count.class,
            description =
                    "The newest so many lines, or all; without it 100, with -f 10, with --since all.")
    @Nullable Integer lines;

    @Option(
            names = {"-u", "--unit"},
            paramLabel = "UNIT",
            description = "Only the lines of this unit of systemd, from the journal.")
    @Nullable String unit;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only the lines from then on, from the journal: a time such as 2026-01-31T09:30:00Z,"
                            + " or a span before now such as 2h.")
    @Nullable Instant since;

    @Option(
            names = {"-k", "--kernel"},
            description = "Only the lines of the kernel.")
    boolean kernel;

    @Option(
            names = {"-p", "--priority"},
            paramLabel = "LEVEL",
            converter = Level.class,
            description =
                    "Only the lines as grave as this, from the journal: emerg, alert, crit, err,"
                            + " warning, notice, info or debug, or 0 to 7.")
    @Nullable LogLevel level;

    @Option(
            names = "--file",
            paramLabel = "PATH",
            description = "The lines of this file, as far as the server's policy lets it be read.")
    @Nullable String file;

    /** A whole number, or all. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String given) {
            if (given.equals("all")) {
                return ALL;
            }
            if (!given.matches("[0-9]{1,9}")) {
                throw new TypeConversionException(
                        "'%s' is neither a number of lines nor the word all".formatted(given));
            }
            return Integer.valueOf(given);
        }
    }

    /** By its word or number. */
    static final class Level implements ITypeConverter<LogLevel> {
        @Override
        public LogLevel convert(String given) {
            try {
                return LogLevel.of(given);
            } catch (InvalidInput e) {
                throw new TypeConversionException(e.sentence());
            }
        }
    }

    /**
     * What to ask for.
     *
     * @param ofAgent whether it is about what the server's agent tells
     * @throws InvalidInput when options contradict each other
     */
    LogQuery query(boolean ofAgent) {
        return new LogQuery(source(ofAgent), count(), follow);
    }

    private LogSource source(boolean ofAgent) {
        boolean isChosen = unit != null || since != null || kernel || level != null;
        if (ofAgent) {
            if (isChosen || file != null) {
                throw new InvalidInput(
                        "of an agent there is one log: leave -u, --since, -k, -p and --file out");
            }
            return new LogSource.OfAgent();
        }
        if (file == null) {
            return new LogSource.Machine(unit, kernel, level, since);
        }
        if (isChosen) {
            throw new InvalidInput(
                    "-u, --since, -k and -p are for the journal, and --file is for a file: give either");
        }
        return new LogSource.OfFile(file);
    }

    private @Nullable Integer count() {
        if (lines != null) {
            return lines == ALL ? null : lines;
        }
        if (since != null) {
            return null;
        }
        return follow ? WHEN_FOLLOWED : USUAL;
    }
}
