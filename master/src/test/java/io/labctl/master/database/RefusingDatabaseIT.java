package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.secret.Secret;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that answers, but not to this labd. */
class RefusingDatabaseIT {
    @RegisterExtension final EmptyDatabase there = new EmptyDatabase();

    @Test
    void a_database_that_is_not_there_is_told_as_a_refusal() {
        refuses(
                there.config().url() + "_too",
                there.config().password(),
                "FATAL: database \"\\w+_too\" does not exist");
    }

    @Test
    void a_password_that_is_not_given_is_asked_for() {
        refuses(
                there.config().url(),
                null,
                ".* but no password was provided; give one in database.password-file or LABD_DATABASE_PASSWORD");
    }

    @Test
    void a_database_without_the_tls_that_the_url_demands_is_told_as_a_refusal() {
        refuses(
                there.config().url() + "?sslmode=require",
                there.config().password(),
                "The server does not support SSL");
    }

    private void refuses(@Nullable String url, @Nullable Secret password, String why) {
        DatabaseConfig known = there.config();
        var other =
                new DatabaseConfig(
                        url, known.user(), password, known.embedded(), known.connections());

        assertThatThrownBy(() -> Database.open(other, new SecureRandom(), Ticker.systemTicker()))
                .isInstanceOf(Unavailable.class)
                .hasMessageMatching("the database at \\S+ refuses: " + why);
    }
}
