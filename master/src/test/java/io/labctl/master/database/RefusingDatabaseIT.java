package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.Unavailable;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that answers, but not to this labd. */
class RefusingDatabaseIT {
    @RegisterExtension final EmptyDatabase there = new EmptyDatabase();

    @Test
    void a_database_that_is_not_there_is_told_as_a_refusal() {
        DatabaseConfig known = there.config();
        var unknown =
                new DatabaseConfig(
                        known.url() + "_too",
                        known.user(),
                        known.password(),
                        known.embedded(),
                        known.connections());

        assertThatThrownBy(() -> Database.open(unknown, new SecureRandom(), Ticker.systemTicker()))
                .isInstanceOf(Unavailable.class)
                .hasMessageMatching(
                        "the database at \\S+ refuses: FATAL: database \"\\w+_too\" does not exist");
    }
}
