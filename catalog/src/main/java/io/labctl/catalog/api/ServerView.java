package io.labctl.catalog.api;

import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunOutcome;
import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server as listings show it; scripts rely on this shape.
 *
 * @param lastSeen when its agent was last heard of; null before the first time
 */
public record ServerView(
        ServerName name,
        DnsLabel cloud,
        DnsLabel environment,
        DnsLabel role,
        SortedMap<String, String> labels,
        ServerStatus status,
        @Nullable Instant lastSeen,
        @Nullable String agentVersion,
        @Nullable LastRun lastRun) {

    /**
     * The newest run.
     *
     * @param catalog the SHA-256 of the applied catalog
     * @param changed how many resources were changed or corrected
     * @param wouldChange how many a no-op run would have changed; null for a run that was reported
     *     before labd counted these
     */
    public record LastRun(
            UUID id,
            Instant at,
            RunOutcome outcome,
            @Nullable String catalog,
            long changed,
            long failed,
            @Nullable Long wouldChange) {}
}
