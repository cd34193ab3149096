package io.labctl.cli;

import io.labctl.catalog.api.HealthView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a labd that answers says of itself and its five servers. */
final class HealthAnswers {
    private HealthAnswers() {}

    static HealthView site(String state) {
        return of(state, 0L, 0L);
    }

    static HealthView failed(long runs, long compiles) {
        return of("ok", runs, compiles);
    }

    /** Of a labd that does not count by what failed. */
    static HealthView uncounted() {
        return of("ok", null, null);
    }

    private static HealthView of(String site, @Nullable Long failed, @Nullable Long compileFailed) {
        var figures =
                new HealthView.Figures(
                        Instant.EPOCH,
                        site,
                        1,
                        Instant.EPOCH,
                        0,
                        5,
                        5,
                        0,
                        0,
                        0,
                        failed,
                        compileFailed);
        return new HealthView("ok", "ok", figures);
    }
}
