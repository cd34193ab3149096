package io.labctl.master.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What may be told of a failed statement: never what was bound to it, which may be a secret or a
 * whole catalog.
 *
 * @param state the SQLSTATE (PostgreSQL, appendix A)
 * @param said the database's own sentence
 * @param at the place in labd that wanted it
 */
public record SqlFailure(String state, String said, String at) {
    private static final String OURS = "io.labctl.";

    /** The class of SQLSTATEs of connections that fail. */
    private static final String CONNECTION = "08";

    /** Those of a database that is being shut down, has crashed, or does not take anybody yet. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03");

    /** What of this error is the database's; empty when nothing is. */
    public static Optional<SqlFailure> of(Throwable error) {
        List<Throwable> causes =
                Stream.iterate(error, e -> e != null, Throwable::getCause).toList();
        return causes.reversed().stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst()
                .map(deepest -> new SqlFailure(state(causes), said(deepest), at(causes)));
    }

    /** Adds an error to a line of the log; only what is not the database's has its trace there. */
    public static LoggingEventBuilder told(LoggingEventBuilder line, Throwable error) {
        return of(error)
                .map(
                        sql ->
                                line.addKeyValue("sqlState", sql.state())
                                        .addKeyValue("said", sql.said())
                                        .addKeyValue("at", sql.at()))
                .orElseGet(() -> line.setCause(error));
    }

    /** Whether it was the way to the database that failed, or the whole of it is away. */
    public boolean isOfConnection() {
        return state.startsWith(CONNECTION) || AWAY.contains(state);
    }

    private static String state(List<Throwable> causes) {
        return causes.stream()
                .filter(SQLException.class::isInstance)
                .map(each -> ((SQLException) each).getSQLState())
                .filter(state -> state != null)
                .findFirst()
                .orElse("none");
    }

    private static String said(SQLException e) {
        ServerErrorMessage server =
                e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String message = server == null ? e.getMessage() : server.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private static String at(List<Throwable> causes) {
        return causes.stream()
                .flatMap(each -> Arrays.stream(each.getStackTrace()))
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> "%s:%d".formatted(frame.getFileName(), frame.getLineNumber()))
                .orElse("unknown");
    }
}
