package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.master.LoggedLines;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("isThereADatabase")
class SchemaIT {
    private DatabaseConfig config;

    static boolean isThereADatabase() {
        return !TestPostgres.available().isDisabled();
    }

    @BeforeEach
    void makeDatabase() {
        config = TestPostgres.running().freshDatabase();
    }

    @AfterEach
    void drop() {
        TestPostgres.running().drop(config);
    }

    @Test
    void that_it_is_being_brought_up_to_date_is_logged_when_there_is_something_to_do() {
        assertThat(loggedByAStart())
                .containsExactly("INFO the database's schema is being brought up to date");

        assertThat(loggedByAStart()).isEmpty();
    }

    private List<String> loggedByAStart() {
        try (var log = LoggedLines.of(Schema.class);
                var _ = Database.open(config, new SecureRandom(), Ticker.systemTicker())) {
            return log.all();
        }
    }
}
