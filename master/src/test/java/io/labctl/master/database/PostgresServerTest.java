package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the server's start ends. */
class PostgresServerTest {
    @TempDir private Path folder;

    @Test
    @Timeout(
            value = 10,
            threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a join hears no interrupt
    void a_start_that_fails_unexpectedly_is_told_of_and_not_waited_for() {
        var server =
                new PostgresServer(
                        withoutData(), 5432, new Pauses(new Random(1)), Ticker.systemTicker());

        assertThatThrownBy(server::start)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @SuppressWarnings("NullAway") // a defect, which no folder on a disk can show
    private PostgresFolder withoutData() {
        return new PostgresFolder(PostgresFolder.in(folder).programs(), null);
    }
}
