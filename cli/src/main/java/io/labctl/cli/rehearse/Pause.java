package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.time.Duration;

/** How to wait a moment before looking again. */
interface Pause {
    Pause REAL =
            span -> {
                try {
                    Thread.sleep(span);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new Unavailable("interrupted while waiting", e);
                }
            };

    void of(Duration span);
}
