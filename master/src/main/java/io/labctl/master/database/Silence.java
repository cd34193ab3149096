package io.labctl.master.database;

import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;

/** Why a database does not answer, in the words of people. */
final class Silence {
    private Silence() {}

    /** What the pool says of a failure is about the pool; the deepest cause says what is wrong. */
    static String reason(SQLException e) {
        Throwable deepest = e;
        while (deepest.getCause() instanceof SQLException
                || deepest.getCause() instanceof IOException) {
            deepest = deepest.getCause();
        }
        return switch (deepest) {
            case UnknownHostException _ -> "there is no such host";
            case IOException io -> FileTrouble.reason(io);
            default -> String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
        };
    }
}
