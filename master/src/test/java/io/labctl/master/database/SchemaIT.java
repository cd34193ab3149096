package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.master.LoggedLines;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchemaIT {
    @RegisterExtension final EmptyDatabase database = new EmptyDatabase();

    @Test
    void that_it_is_being_brought_up_to_date_is_logged_when_there_is_something_to_do() {
        assertThat(loggedByAStart())
                .containsExactly("INFO the database's schema is being brought up to date");

        assertThat(loggedByAStart()).isEmpty();
    }

    private List<String> loggedByAStart() {
        try (var log = LoggedLines.of(Schema.class);
                var _ =
                        Database.open(
                                database.config(), new SecureRandom(), Ticker.systemTicker())) {
            return log.all();
        }
    }
}
