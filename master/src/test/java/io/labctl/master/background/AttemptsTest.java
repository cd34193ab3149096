package io.labctl.master.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.error.Unavailable;
import io.labctl.master.LoggedLines;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {
    @Test
    void trouble_is_told_when_it_begins_when_it_changes_and_when_it_comes_again() {
        var attempts = new Attempts("test");

        try (var logged = LoggedLines.of(Attempts.class)) {
            attempts.attempt(failing("full"));
            attempts.attempt(failing("full"));
            attempts.attempt(failing("away"));
            attempts.attempt(() -> {});
            attempts.attempt(failing("away"));

            assertThat(logged.all()).hasSize(3);
        }
    }

    @Test
    void what_a_database_says_may_differ_each_time_and_is_told_once() {
        var attempts = new Attempts("test");

        try (var logged = LoggedLines.of(Attempts.class)) {
            assertThat(attempts.attempt(unreached("request timed out after 5003ms"))).isFalse();
            assertThat(attempts.attempt(unreached("request timed out after 5001ms"))).isFalse();
            assertThat(attempts.attempt(refused("42P01"))).isTrue();

            assertThat(logged.all()).hasSize(2);
        }
    }

    /** Broken off, being shut down, shut down by a crash, starting: not there in any case. */
    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57P02", "57P03"})
    void a_database_that_goes_away_is_not_there_for_other_tasks(String state) {
        assertThat(new Attempts("test").attempt(refused(state))).isFalse();
    }

    private static Runnable unreached(String why) {
        return () -> {
            throw new ConnectionException(new SQLTransientConnectionException(why));
        };
    }

    private static Runnable refused(String state) {
        return () -> {
            throw new TransactionException("broken off", new SQLException("refused", state));
        };
    }

    private static Runnable failing(String why) {
        return () -> {
            throw new Unavailable(why);
        };
    }
}
