package io.labctl.master.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.error.Unavailable;
import io.labctl.master.LoggedLines;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Test;

class RepeatingTest {
    @Test
    void what_is_not_possible_now_is_tried_again() {
        var rounds = new AtomicInteger();
        Runnable task =
                () -> {
                    if (rounds.incrementAndGet() < 3) {
                        throw new Unavailable("network interfaces cannot be read");
                    }
                };

        try (var _ = Repeating.every(Duration.ofMillis(1), "test", task)) {
            Awaitility.await().until(() -> rounds.get() > 3);
        }
    }

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
