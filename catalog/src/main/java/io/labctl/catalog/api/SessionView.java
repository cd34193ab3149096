package io.labctl.catalog.api;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionTask;
import io.labctl.catalog.work.WorkEnd;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session with a machine, from when it was asked for.
 *
 * @param by who asked for it
 * @param receivedAt when its agent had it; null as long as it has not
 * @param end null as long as it has not ended
 * @param bytesIn what it was given to read; null as long as that is not known
 * @param bytesOut what it wrote, on both of its streams; null as long as that is not known
 * @param recorded whether labd keeps what its terminal shows
 */
public record SessionView(
        UUID id,
        ServerName server,
        String by,
        SessionTask task,
        boolean detached,
        Instant askedAt,
        @Nullable Instant receivedAt,
        @Nullable Instant endedAt,
        @Nullable WorkEnd end,
        @Nullable Long bytesIn,
        @Nullable Long bytesOut,
        boolean recorded) {
    /** Whether it goes on when its caller is gone. */
    public boolean outlivesItsCaller() {
        return detached || task.outlivesItsCaller();
    }
}
