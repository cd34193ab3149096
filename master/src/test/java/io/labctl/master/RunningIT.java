package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.master.database.Database;
import io.labctl.master.database.FreshDatabase;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How what was started is ended. */
@Tag("database")
class RunningIT {
    @RegisterExtension static final FreshDatabase fresh = new FreshDatabase();

    private final Database database =
            Database.open(fresh.config(), new SecureRandom(), Ticker.systemTicker());
    private final Running running = new Running(database, Ticker.systemTicker());

    @Test
    void a_part_that_cannot_be_ended_keeps_neither_the_others_nor_the_database_from_their_end() {
        List<String> ended = new ArrayList<>();
        running.add(() -> ended.add("first"));
        running.add(
                () -> {
                    throw new IllegalStateException("stuck");
                });
        running.add(() -> ended.add("last"));

        try (var logged = LoggedLines.of(Running.class)) {
            running.close();

            assertThat(logged.all())
                    .containsExactly(
                            "ERROR a part of labd could not be ended in good order and a trace");
        }

        assertThat(ended).containsExactly("last", "first");
        assertThatThrownBy(() -> database.jdbi().open()).isInstanceOf(ConnectionException.class);
    }
}
