package io.labctl.master.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.labctl.master.database.FreshDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told of a statement that the database refused. */
@Tag("database")
class SqlFailureIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    @Test
    void what_was_bound_is_neither_told_nor_in_any_cause() {
        Throwable error = catchThrowable(SqlFailureIT::insertWithoutItsMoment);

        SqlFailure told = SqlFailure.of(error).orElseThrow();

        assertThat(told.state()).isEqualTo("23502");
        assertThat(told.said()).startsWith("null value in column \"created_at\"");
        assertThat(told.at()).matches("SqlFailureIT.java:[0-9]+");
        for (Throwable each = error; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("sesame");
        }
    }

    @Test
    void what_is_not_the_databases_is_no_such_failure() {
        assertThat(SqlFailure.of(new IllegalStateException("other"))).isEmpty();
    }

    private static void insertWithoutItsMoment() {
        database.jdbi()
                .useHandle(
                        db -> {
                            var batch =
                                    db.prepareBatch(
                                            """
                                            INSERT INTO catalog (sha256, body, created_at)
                                            VALUES (:sha256, :body, NULL)
                                            """);
                            batch.bind("sha256", "open sesame").bind("body", new byte[] {1}).add();
                            batch.execute();
                        });
    }
}
