package io.labctl.master.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.labctl.master.LoggedLines;
import io.labctl.master.background.Attempts;
import io.labctl.master.database.FreshDatabase;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When sweeping ends. */
@Tag("database")
class SweepIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    @Test
    void a_sweep_that_would_go_on_for_ever_ends_after_its_batch_and_begins_no_other_kind() {
        var begun = new CountDownLatch(1);
        var second = new AtomicInteger();
        var endless =
                new Kept(
                        "endless",
                        (_, _, most) -> {
                            begun.countDown();
                            return most;
                        },
                        Duration.ofDays(30));
        var next = new Kept("next", (_, _, _) -> second.incrementAndGet(), Duration.ofDays(30));
        var sweeping =
                new Retention(database.jdbi(), List.of(endless, next), Clock.systemUTC())
                        .sweeping(Duration.ofMillis(1));

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    begun.await();
                    sweeping.close();
                });

        assertThat(second).hasValue(0);
    }

    @Test
    void a_database_that_is_away_is_waited_for_once_a_sweep_and_told_once() {
        var waits = new AtomicInteger();
        Jdbi away =
                Jdbi.create(
                        () -> {
                            throw new SQLTransientConnectionException(
                                    "request timed out after %dms"
                                            .formatted(5000 + waits.incrementAndGet()));
                        });
        var one = new Kept("one", (_, _, _) -> 0, Duration.ofDays(30));
        var other = new Kept("other", (_, _, _) -> 0, Duration.ofDays(30));
        var retention = new Retention(away, List.of(one, other), Clock.systemUTC());

        try (var logged = LoggedLines.of(Attempts.class)) {
            retention.sweep();
            retention.sweep();

            assertThat(waits).hasValue(2);
            assertThat(logged.all()).singleElement().asString().contains("retention of one");
        }
    }

    @Test
    void a_kind_that_cannot_be_swept_is_told_once_and_keeps_no_other_from_it() {
        var broken =
                new Kept(
                        "ghosts",
                        (db, _, _) -> db.execute("DELETE FROM ghost"),
                        Duration.ofDays(30));
        var next = new Kept("next", (_, _, _) -> 7, Duration.ofDays(30));
        var retention = new Retention(database.jdbi(), List.of(broken, next), Clock.systemUTC());

        try (var logged = LoggedLines.of(Attempts.class)) {
            assertThat(retention.sweep()).isEqualTo(7);
            assertThat(retention.sweep()).isEqualTo(7);

            assertThat(logged.all())
                    .singleElement()
                    .asString()
                    .contains("retention of ghosts", "relation \"ghost\" does not exist");
        }
    }
}
