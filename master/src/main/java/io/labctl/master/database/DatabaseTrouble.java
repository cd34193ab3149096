package io.labctl.master.database;

import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;

/** Why a database cannot be used, in the words of people. */
final class DatabaseTrouble {
    /** Of SQLSTATEs: the connection failed, so it was not the database that spoke. */
    private static final String CONNECTION_FAILED = "08";

    /** But here it did speak: it wants what the driver has not got, as a password or TLS. */
    private static final String CONNECTION_REJECTED = "08004";

    private DatabaseTrouble() {}

    /** Such as {@code does not answer: connection refused}. */
    static String told(SQLException e) {
        // What the pool says of a failure is about the pool; the deepest cause says what is wrong.
        Throwable deepest = e;
        while (deepest.getCause() instanceof SQLException
                || deepest.getCause() instanceof IOException) {
            deepest = deepest.getCause();
        }
        return switch (deepest) {
            case UnknownHostException _ -> "does not answer: there is no such host";
            case IOException io -> "does not answer: " + FileTrouble.reason(io);
            case SQLException refusal when isRefusal(refusal) ->
                    "refuses: " + words(refusal) + wayOut(refusal);
            default -> "does not answer: " + words(deepest);
        };
    }

    private static boolean isRefusal(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && (state.equals(CONNECTION_REJECTED) || !state.startsWith(CONNECTION_FAILED));
    }

    private static String wayOut(SQLException e) {
        return CONNECTION_REJECTED.equals(e.getSQLState())
                        && words(e).contains("no password was provided")
                ? "; give one in database.password-file or LABD_DATABASE_PASSWORD"
                : "";
    }

    private static String words(Throwable e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }
}
