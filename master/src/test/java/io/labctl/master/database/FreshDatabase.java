package io.labctl.master.database;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own for one test class, with labd's schema in it. Fails the test that leaves a
 * connection borrowed.
 */
public final class FreshDatabase
        implements ExecutionCondition, BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private @Nullable DatabaseConfig config;
    private @Nullable Database database;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return TestPostgres.available();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        config = TestPostgres.running().freshDatabase();
        database = Database.open(config, new SecureRandom(), Ticker.systemTicker());
    }

    public Jdbi jdbi() {
        return requireNonNull(database).jdbi();
    }

    public DatabaseConfig config() {
        return requireNonNull(config);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> requireNonNull(database).borrowed() == 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "%s left %d connections borrowed"
                            .formatted(
                                    context.getDisplayName(), requireNonNull(database).borrowed()),
                    e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (database != null) {
            database.close();
        }
        if (config != null) {
            TestPostgres.running().drop(config);
        }
    }
}
