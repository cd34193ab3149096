package io.labctl.master.database;

import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;

/** Why a database cannot be used, in the words of people. */
final class Silence {
    /** Of SQLSTATEs: invalid authorization, and no such database. */
    private static final Set<String> REFUSALS = Set.of("28", "3D");

    private static final int CLASS_LETTERS = 2;

    private Silence() {}

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
            case SQLException refusal when isRefusal(refusal) -> "refuses: " + words(refusal);
            default -> "does not answer: " + words(deepest);
        };
    }

    private static boolean isRefusal(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && state.length() > CLASS_LETTERS
                && REFUSALS.contains(state.substring(0, CLASS_LETTERS));
    }

    private static String words(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
