package io.labctl.master.database;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database for one test, in which no labd has been yet. */
public final class EmptyDatabase
        implements ExecutionCondition, BeforeEachCallback, AfterEachCallback {
    private @Nullable DatabaseConfig config;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return TestPostgres.available();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        config = TestPostgres.running().freshDatabase();
    }

    public DatabaseConfig config() {
        return requireNonNull(config);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (config != null) {
            TestPostgres.running().drop(config);
        }
    }
}
